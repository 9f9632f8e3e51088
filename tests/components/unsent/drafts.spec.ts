import type { Page } from '@playwright/test'
import { post } from '../support/acts'
import { articles, articleWith, composer, openFeed } from '../support/feed-page'
import { commentBox, openPost } from '../support/post-page'
import { startBrowser } from '../support/start-browser'
import { expect, signIn, test } from '../support/support'
import { startUsing } from '../support/used-page'

const other = (page: Page) => page.getByRole('region', { name: 'Another draft' })

async function chooseOnlyMe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'For: Everyone' }).click()
  await page.getByRole('menuitemcheckbox', { name: /^Only me/ }).click()
}

test('what Ana writes is there after a reload, in a new tab and in the conversation, for her alone', async ({
  join,
  openBrowser,
  tolerate,
}) => {
  // The page that is open when her session ends may still ask for something.
  tolerate(/status of 401/)
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const about = await post(ana, 'Bread is ready')
  await openFeed(ana)
  await chooseOnlyMe(ana.page)
  await composer(ana.page).pressSequentially('Dear diary')
  // At once after the last key.
  await ana.page.reload()
  await expect(composer(ana.page)).toHaveValue('Dear diary')
  await expect(ana.page.getByRole('button', { name: 'For: Only me' })).toBeVisible()

  const second = await ana.context.newPage()
  await second.goto('/')
  await expect(composer(second)).toHaveValue('Dear diary')
  await composer(second).press('End')
  await composer(second).pressSequentially(', today')
  await expect(composer(ana.page)).toHaveValue('Dear diary, today')
  await composer(second).press('Control+Enter')
  await expect(articleWith(second, 'Dear diary, today')).toContainText('Only me')
  await expect(composer(ana.page)).toHaveValue('')
  await second.close()

  await openPost(ana, about)
  await commentBox(ana.page).pressSequentially('Half a')
  await ana.page.reload()
  await expect(commentBox(ana.page)).toHaveValue('Half a')

  // Ben signs in in the same browser, after Ana's session has ended without her.
  const shared = await openBrowser({ storageState: await ana.context.storageState({ indexedDB: true }) })
  const page = await shared.newPage()
  await page.goto(`/posts/${about.id}`)
  await expect(commentBox(page)).toHaveValue('Half a')
  await shared.clearCookies()
  await page.goto(`/sign-in?next=/posts/${about.id}`)
  await signIn(page, ben.email)
  await expect(page).toHaveURL(`/posts/${about.id}`)
  await expect(commentBox(page)).toHaveValue('')
  await page.goto('/')
  await expect(composer(page)).toHaveValue('')
  await expect(other(page)).toHaveCount(0)
})

test('two tabs in which she types overwrite nothing of each other, and Undo loses nothing of the next text', async ({
  join,
}) => {
  const ana = await join('Ana')
  // The first tab hears nothing of the other: as if Ana began in both at the same moment.
  await ana.page.addInitScript(() => Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set: () => {} }))
  await openFeed(ana)
  const second = await ana.context.newPage()
  await second.goto('/')
  for (const page of [ana.page, second]) await startUsing(page)
  await composer(second).fill('From the second')
  await composer(ana.page).fill('From the first')
  await second.reload()
  await ana.page.reload()
  for (const page of [ana.page, second]) {
    await expect(other(page)).toBeVisible()
    const shown = [await composer(page).inputValue(), await other(page).locator('bdi').textContent()]
    expect(shown.toSorted()).toEqual(['From the first', 'From the second'])
  }
  await second.close()

  await composer(ana.page).press('Control+Enter')
  await expect(ana.page.locator('article[data-state=sent]')).toHaveCount(1)
  await composer(ana.page).fill('The next one')
  await ana.page.getByRole('button', { name: 'Undo' }).click()
  await expect(articles(ana.page)).toHaveCount(0)
  await expect(composer(ana.page)).toHaveValue('The next one')
  await expect(other(ana.page)).toContainText(/From the (first|second)/)
  await other(ana.page).getByRole('button', { name: 'Put back' }).click()
  await expect(composer(ana.page)).toHaveValue(/From the (first|second)/)
  await expect(other(ana.page)).toContainText('The next one')
})

test.describe('Before the scripts arrive', () => {
  /** Holds the scripts of a page back until the returned function is called. */
  async function slowScripts(page: Page): Promise<() => void> {
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route('**/_next/static/**/*.js', async (route) => {
      await arrived
      await route.continue()
    })
    return arrive
  }

  test('what is typed stays in every field', async ({ join, browser, baseURL }) => {
    const ana = await join('Ana')
    const about = await post(ana, 'Bread is ready')
    const typing: [path: string, name: string | RegExp, shown: (page: Page) => Promise<void>][] = [
      [
        '/',
        'What is on your mind?',
        (page) => expect(page.getByRole('button', { name: 'Post', exact: true })).toBeEnabled(),
      ],
      [
        `/posts/${about.id}`,
        'Write a comment',
        (page) => expect(page.getByRole('button', { name: 'Send' })).toBeEnabled(),
      ],
      ['/places', 'Search places', (page) => expect(page).toHaveURL(/q=typed\+?(%20)?early/)],
      ['/settings', 'About you', (page) => expect(page.getByRole('button', { name: 'Save profile' })).toBeEnabled()],
    ]
    for (const [path, name, hydrated] of typing) {
      const page = await ana.context.newPage()
      const arrive = await slowScripts(page)
      await page.goto(path, { waitUntil: 'commit' })
      await page
        .getByRole(name === 'Search places' ? 'searchbox' : 'textbox', { name })
        .pressSequentially('typed early')
      arrive()
      await hydrated(page)
      await expect(page.getByRole(name === 'Search places' ? 'searchbox' : 'textbox', { name })).toHaveValue(
        'typed early',
      )
      await page.close()
    }
    const visitor = await browser.newContext({ baseURL })
    for (const path of ['/sign-in', '/sign-up']) {
      const page = await visitor.newPage()
      const arrive = await slowScripts(page)
      await page.goto(path, { waitUntil: 'commit' })
      await page.getByLabel('E-mail').pressSequentially('ana@example.org')
      await page.getByLabel('Password').pressSequentially('secret words')
      arrive()
      await expect(page.getByRole('button', { name: /^(Sign in|Create account)$/ })).toBeEnabled()
      await expect(page.getByLabel('E-mail')).toHaveValue('ana@example.org')
      await expect(page.getByLabel('Password')).toHaveValue('secret words')
    }
    await visitor.close()
  })

  test('a press on a button takes effect as soon as they are there', async ({ join }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const { id } = await post(ben, 'Bread is ready')
    const arrive = await slowScripts(ana.page)
    await ana.page.goto(`/posts/${id}`, { waitUntil: 'commit' })
    const like = ana.page.getByRole('button', { name: 'Like', exact: true })
    await like.dblclick()
    arrive()
    await expect(ana.page.getByRole('button', { name: /^Like/ })).toHaveAttribute('aria-pressed', 'true')
    await ana.page.reload()
    await expect(ana.page.getByRole('button', { name: /^Like/ })).toHaveAttribute('aria-pressed', 'true')
  })
})

test('a browser that is killed half a second after the last key has the text when it is started again', async ({
  join,
  baseURL,
}, testInfo) => {
  const ana = await join('Ana')
  const { cookies } = await ana.context.storageState()
  const profile = testInfo.outputPath('profile')

  const first = await startBrowser(profile)
  await first.context.addCookies(cookies)
  const page = await first.context.newPage()
  await page.goto(String(baseURL))
  await composer(page).pressSequentially('Before the crash')
  // What is tested is this time: nothing else happens in it.
  await page.waitForTimeout(500)
  await first.kill()

  const second = await startBrowser(profile)
  await second.context.addCookies(cookies)
  const again = await second.context.newPage()
  await again.goto(String(baseURL))
  await expect(composer(again)).toHaveValue('Before the crash')
  await second.kill()
})
