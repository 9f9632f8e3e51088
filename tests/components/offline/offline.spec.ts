import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BrowserContext, Page } from '@playwright/test'
import { NO_SERVICE_WORKER } from '@/app/sw.js/no-service-worker'
import { befriend, comment, deletePost, endSessions, post } from '../support/acts'
import { articles, articleWith, composer } from '../support/feed-page'
import { startSiteProxy } from '../support/site-proxy'
import { expect, type Member, signIn, signInByRequest, test } from '../support/support'
import { notice, startUsing } from '../support/used-page'

test.use({ serviceWorkers: 'allow' })

const readable = (page: Page) => page.getByRole('main').getByRole('listitem')
const offlineTitle = (page: Page) => page.getByRole('heading', { name: 'You are offline' })

/** The paths of the pages that this browser has stored. */
const storedPages = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    if (!(await caches.has('carillon-pages'))) return []
    const pages = await (await caches.open('carillon-pages')).keys()
    return pages.map(({ url }) => new URL(url).pathname).filter((path) => path !== '/.viewer')
  })

/** Opens the feed, and waits until the service worker has stored what it needs. */
async function openWithWorker({ page }: Pick<Member, 'page'>, path = '/'): Promise<void> {
  await page.goto(path)
  await startUsing(page)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
}

/** What she has read: her feed, the post of a friend for friends, and the friend's profile. */
async function anaHasRead(join: (name: string) => Promise<Member>) {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await befriend(ana, ben)
  const secret = await post(ben, 'For my friends alone', { audience: 'friends' })
  await comment(ben, secret, 'And a word more')
  await openWithWorker(ana)
  await articleWith(ana.page, 'For my friends alone').locator(`a[href="/posts/${secret.id}"]`).click()
  await expect(ana.page.getByText('And a word more')).toBeVisible()
  await ana.page.getByRole('link', { name: 'Ben', exact: true }).first().click()
  await expect(ana.page).toHaveURL(`/people/${ben.handle}`)
  await expect.poll(() => storedPages(ana.page)).toContain(`/people/${ben.handle}`)
  return { ana, ben, secret }
}

test.describe('Without the network', () => {
  test.beforeEach(({ tolerate }) => tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to|status of 503/))

  test('what she has read stays readable, and says from when it is; what she has not says that she is offline', async ({
    join,
  }) => {
    const { ana, ben, secret } = await anaHasRead(join)
    const { page } = ana
    await ana.context.setOffline(true)
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Ben' })).toBeVisible()
    await expect(notice(page)).toContainText(/No connection\. This page is from \d{1,2}:\d{2}/)
    await page.getByRole('link', { name: 'Home' }).first().click()
    await expect(articleWith(page, 'For my friends alone')).toBeVisible()
    await articleWith(page, 'For my friends alone').locator(`a[href="/posts/${secret.id}"]`).click()
    await expect(page.getByText('And a word more')).toBeVisible()
    await page.goto('/places')
    await expect(offlineTitle(page)).toBeVisible()
    await expect(readable(page)).toHaveCount(3)
    await expect(readable(page).first()).toContainText(`Ben (@${ben.handle})`)
    await readable(page).filter({ hasText: 'A post by Ben' }).getByRole('link').click()
    await expect(page.getByText('And a word more')).toBeVisible()
    await page.goto('/places')
    await ana.context.setOffline(false)
    await expect(page.getByRole('heading', { name: 'Places', exact: true })).toBeVisible()
  })

  test('a stored feed works: what opens, opens, and when the network is back it is current again', async ({ join }) => {
    const { ana, ben } = await anaHasRead(join)
    const { page } = ana
    await ana.context.setOffline(true)
    await page.goto('/')
    await composer(page).fill('From the tunnel')
    await page.getByRole('button', { name: 'Everyone' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^Friends/ }).click()
    await articles(page)
      .first()
      .getByRole('button', { name: /^More about/ })
      .click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(composer(page)).toHaveValue('From the tunnel')
    await post(ben, 'Meanwhile')
    await ana.context.setOffline(false)
    // The router may load the page as a whole, and then it begins with the post.
    await expect(page.getByRole('button', { name: '1 new post' }).or(articleWith(page, 'Meanwhile'))).toBeVisible()
    await expect(composer(page)).toHaveValue('From the tunnel')
  })

  test('signing out removes what is stored; nobody who comes after her finds it', async ({ join }) => {
    const { ana, ben } = await anaHasRead(join)
    const { page } = ana
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('link', { name: 'Create an account' }).first()).toBeVisible()
    expect((await storedPages(page)).filter((path) => path !== '/')).toEqual([])
    await ana.context.setOffline(true)
    await page.goto(`/people/${ben.handle}`)
    await expect(offlineTitle(page)).toBeVisible()
    await page.goto('/')
    await expect(page.getByText('For my friends alone')).toHaveCount(0)
  })

  test('the end of her session removes it too, whoever ends it', async ({ join }) => {
    const { ana, secret } = await anaHasRead(join)
    await endSessions(ana)
    // The page is loaded again meanwhile.
    await expect(async () => expect(await storedPages(ana.page)).not.toContain(`/posts/${secret.id}`)).toPass()
    await ana.context.setOffline(true)
    await ana.page.goto(`/posts/${secret.id}`)
    await expect(offlineTitle(ana.page)).toBeVisible()
    await ana.page.goto('/')
    await expect(ana.page.getByText('For my friends alone')).toHaveCount(0)
  })

  test('when somebody else signs in although she has not signed out, her pages go; the new ones stay', async ({
    join,
  }) => {
    const { ana, secret } = await anaHasRead(join)
    const cleo = await join('Cleo')
    await becomes(ana.context, cleo)
    await ana.page.goto('/')
    await expect(ana.page.getByRole('heading', { name: 'Your feed begins here' })).toBeAttached()
    await expect.poll(() => storedPages(ana.page)).toEqual(['/'])
    await ana.context.setOffline(true)
    await ana.page.goto(`/posts/${secret.id}`)
    await expect(offlineTitle(ana.page)).toBeVisible()
    await expect(readable(ana.page)).toHaveText([/Home/])
  })

  test('a post that Ben deletes while she is there leaves no copy: not its page, not the feed, not his profile', async ({
    join,
  }) => {
    const { ana, ben, secret } = await anaHasRead(join)
    await deletePost(ben, secret)
    await expect(ana.page.getByText('For my friends alone')).toHaveCount(0)
    await expect.poll(() => storedPages(ana.page)).toEqual([])
  })

  test('a post that she may not see any more is not stored any more', async ({ join, tolerate }) => {
    tolerate(/status of 404/)
    const { ana, ben, secret } = await anaHasRead(join)
    await ben.context.request.delete(`/api/users/${ana.handle}/friendship`, {
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    await ana.page.goto(`/posts/${secret.id}`)
    await expect(ana.page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
    await expect.poll(() => storedPages(ana.page)).not.toContain(`/posts/${secret.id}`)
  })
})

/** The cookies of another person replace those of this browser, as after a session that has run out. */
async function becomes(context: BrowserContext, { email }: Member): Promise<void> {
  await context.clearCookies()
  await signInByRequest(context, { email })
}

/** The site has a new build: another service worker. */
function answerAnotherBuild({ url }: IncomingMessage, response: ServerResponse): boolean {
  if (url !== '/sw.js') return false
  response.setHeader('content-type', 'text/javascript')
  void fetch(`${process.env.BASE_URL}/sw.js`)
    .then((answer) => answer.text())
    .then((script) => response.end(`${script}\n// Another build.`))
  return true
}

test.describe('A new version of the site', () => {
  test('she is told, and loads it when she wants to: what she writes is not interrupted', async ({
    join,
    openBrowser,
    tolerate,
  }) => {
    tolerate(/Failed to|ERR_/)
    const proxy = await startSiteProxy()
    const ana = await join('Ana')
    const context = await openBrowser({ baseURL: proxy.url, serviceWorkers: 'allow' })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await signIn(page, ana.email)
    await expect(page).toHaveURL('/')
    await openWithWorker({ page })
    await composer(page).fill('Half a sentence')
    let loads = 0
    page.on('load', () => loads++)

    proxy.answer(answerAnotherBuild)
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await expect(notice(page)).toContainText('A new version of Carillon is ready.')
    await expect(composer(page)).toHaveValue('Half a sentence')
    expect(loads).toBe(0)
    await notice(page).getByRole('button', { name: 'Later' }).click()
    await expect(notice(page)).toBeEmpty()
    // In a second tab nobody has agreed either.
    const second = await context.newPage()
    await second.goto('/')
    await expect(notice(second)).toContainText('A new version of Carillon is ready.')
    await notice(second).getByRole('button', { name: 'Reload' }).click()
    await expect(notice(second)).toBeEmpty()
    await expect(composer(second)).toBeVisible()
    await expect(composer(page)).toHaveValue('Half a sentence')
    expect(loads).toBe(0)
    await proxy.close()
  })

  test('when she loads the only page again, it has the new version without a question', async ({
    join,
    openBrowser,
    tolerate,
  }) => {
    tolerate(/Failed to|ERR_/)
    const proxy = await startSiteProxy()
    const context = await openBrowser({ baseURL: proxy.url, serviceWorkers: 'allow' })
    const page = await context.newPage()
    await signInByRequest(context, await join('Ana'))
    await openWithWorker({ page })
    proxy.answer(answerAnotherBuild)
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await expect(notice(page)).toContainText('A new version of Carillon is ready.')
    await page.reload()
    const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state ?? 'none')
    await expect.poll(waiting).toBe('none')
    await expect(notice(page)).toBeEmpty()
    await proxy.close()
  })

  test('while the site is restarted behind a proxy, a link waits and a page load shows what is stored', async ({
    join,
    openBrowser,
    tolerate,
  }) => {
    tolerate(/Failed to|ERR_|status of 50/)
    const proxy = await startSiteProxy()
    const ana = await join('Ana')
    const context = await openBrowser({ baseURL: proxy.url, serviceWorkers: 'allow' })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await signIn(page, ana.email)
    await expect(page).toHaveURL('/')
    await openWithWorker({ page })
    proxy.answer((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>')
      return true
    })
    await page.getByRole('link', { name: 'Friends' }).first().click()
    await page.waitForResponse((response) => response.status() === 502)
    await expect(composer(page)).toBeVisible()
    proxy.comeBack()
    await expect(page).toHaveURL('/friends')
    proxy.goAway()
    await page.goto('/')
    await expect(composer(page)).toBeVisible()
    await expect(notice(page)).toContainText('This page is from')
    await proxy.close()
  })

  test('a site that has switched its worker off is rid of it in all browsers that come', async ({
    join,
    openBrowser,
    tolerate,
  }) => {
    tolerate(/Failed to|ERR_/)
    const proxy = await startSiteProxy()
    const ana = await join('Ana')
    const context = await openBrowser({ baseURL: proxy.url, serviceWorkers: 'allow' })
    const page = await context.newPage()
    await signInByRequest(context, ana)
    await openWithWorker({ page })
    proxy.answer(({ url }, response) => {
      if (url === '/sw.js') response.setHeader('content-type', 'text/javascript').end(NO_SERVICE_WORKER)
      return url === '/sw.js'
    })
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
      .toBe(0)
    expect(await page.evaluate(() => caches.keys())).toEqual([])
    await expect(composer(page)).toBeVisible()
    await proxy.close()
  })
})
