import type { Page } from '@playwright/test'
import { commentTexts, follow, ownTexts, post } from '../support/acts'
import { articles, articleWith, composer, expectNew, openFeed } from '../support/feed-page'
import { comments, say } from '../support/post-page'
import { startSiteProxy } from '../support/site-proxy'
import { expect, type Member, signInByRequest, test } from '../support/support'
import { startUsing } from '../support/used-page'

const OFFLINE = /ERR_INTERNET_DISCONNECTED|Failed to load/
const waiting = (page: Page) => page.locator('article[data-state=waiting]')

async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Control+Enter')
}

/** A page of the site answers, the API does not: as far as the page knows, there is no network. */
async function cutOff({ context }: Member): Promise<void> {
  await context.route('**/api/**', (route) => route.abort())
}

test('what Ana writes offline waits, and goes out once, in order, when the network is back; Ben gets it', async ({
  join,
  tolerate,
}) => {
  tolerate(OFFLINE)
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  await Promise.all([openFeed(ana), openFeed(ben)])
  await startUsing(ana.page)
  await ana.context.setOffline(true)
  for (const text of ['One', 'Two', 'Three']) await write(ana.page, text)
  await expect(waiting(ana.page)).toHaveText([/Three/, /Two/, /One/])
  await expect(waiting(ana.page).first()).toContainText('Waits for the network')
  expect(await ownTexts(ben)).toEqual([])
  await ana.context.setOffline(false)
  await expect(ana.page.locator('article[data-state=sent]')).toHaveText([/Three/, /Two/, /One/])
  await expect(articles(ana.page)).toHaveCount(3)
  expect(await ownTexts(ana)).toEqual(['Three', 'Two', 'One'])
  await expectNew(ben.page, 3)
  await expectNew(ana.page, 0)
})

test('after a reload and a closed tab it waits still, in every tab, and whichever is open sends it, once', async ({
  join,
  tolerate,
}) => {
  tolerate(/Failed to load/)
  const proxy = await startSiteProxy()
  const [ana, ben] = [await join('Ana', { baseURL: proxy.url }), await join('Ben')]
  const about = await post(ben, 'Bread is ready')
  await openFeed(ana)
  // Not by `route`: it lets go what it holds back when a page is left.
  proxy.answer(({ url, socket }) => Boolean(url?.startsWith('/api/') && socket.destroy()))
  await write(ana.page, 'Through the night')
  await expect(waiting(ana.page)).toContainText('Through the night')
  await ana.page.reload()
  await expect(waiting(ana.page)).toContainText('Through the night')
  await ana.page.goto(`/posts/${about.id}`)
  await say(ana.page, 'I come!')
  await expect(comments(ana.page)).toHaveAccessibleName('Your comment, waiting to be sent')
  await ana.page.close()

  const [first, second] = [await ana.context.newPage(), await ana.context.newPage()]
  await Promise.all([first.goto('/'), second.goto(`/posts/${about.id}`)])
  await expect(waiting(first)).toContainText('Through the night')
  await expect(comments(second)).toHaveAccessibleName('Your comment, waiting to be sent')
  proxy.comeBack()
  await expect(first.locator('article[data-state=sent]')).toHaveCount(1)
  await expect(comments(second)).toHaveAccessibleName('Comment by Ana')
  await expect(articles(first)).toHaveCount(1)
  await expect(comments(second)).toHaveCount(1)
  expect(await ownTexts(ana)).toEqual(['Through the night'])
  expect(await commentTexts(ben, about)).toEqual(['I come!'])
  await proxy.close()
})

test('what arrived before the tab was closed does not become two, and shows once meanwhile', async ({
  join,
  tolerate,
}) => {
  tolerate(/ERR_FAILED|Failed to load/)
  const ana = await join('Ana')
  await openFeed(ana)
  await ana.page.route('**/api/posts', async (route) => {
    await route.fetch()
    // The page may be gone by now.
    await route.abort().catch(() => undefined)
  })
  await write(ana.page, 'Stored')
  await expect.poll(() => ownTexts(ana)).toEqual(['Stored'])
  await ana.page.reload()
  await expect(articleWith(ana.page, 'Stored')).toHaveCount(1)
  await ana.page.unroute('**/api/posts')
  await expect
    .poll(() =>
      ana.page.evaluate(
        () =>
          new Promise((resolve) => {
            indexedDB.open('carillon').onsuccess = ({ target }) => {
              const { result } = target as IDBOpenDBRequest
              result
                .transaction('unsent')
                .objectStore('unsent')
                .count(IDBKeyRange.bound('unsent/', 'unsent/\uffff')).onsuccess = (counted) => {
                resolve((counted.target as IDBRequest<number>).result)
                result.close()
              }
            }
          }),
      ),
    )
    .toBe(0)
  await expect(articles(ana.page)).toHaveCount(1)
  expect(await ownTexts(ana)).toEqual(['Stored'])
})

test('what Ana wrote does not go out in the name of Ben, and goes out when she signs in again', async ({
  join,
  tolerate,
}) => {
  tolerate(/ERR_FAILED|Failed to load|status of 401/)
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await openFeed(ana)
  await cutOff(ana)
  await write(ana.page, 'By Ana')
  await expect(waiting(ana.page)).toBeVisible()
  // Ben signs in in this browser while the page of Ana is still open.
  await signInByRequest(ana.context, ben)
  await ana.context.unroute('**/api/**')
  await expect(ana.page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  const bens = await ana.context.newPage()
  await bens.goto('/')
  await expect(composer(bens)).toBeVisible()
  await expect(bens.getByText('By Ana')).toHaveCount(0)
  expect(await ownTexts({ ...ben, handle: ben.handle })).toEqual([])
  await bens.close()

  await signInByRequest(ana.context, ana)
  await ana.page.goto('/')
  await expect(ana.page.locator('article[data-state=sent]')).toContainText('By Ana')
  expect(await ownTexts(ana)).toEqual(['By Ana'])
})

for (const [kind, missing] of [
  ['no storage', () => Object.defineProperty(window, 'indexedDB', { value: undefined })],
  ['no locks, as on a plain http page', () => Object.defineProperty(navigator, 'locks', { value: undefined })],
] as const) {
  test(`a browser with ${kind} sends what Ana writes, also when it could not at first`, async ({ join, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/)
    const ana = await join('Ana')
    await ana.context.addInitScript(missing)
    await openFeed(ana)
    await cutOff(ana)
    await write(ana.page, 'All the same')
    await expect(waiting(ana.page)).toContainText('All the same')
    await ana.context.unroute('**/api/**')
    await expect(ana.page.locator('article[data-state=sent]')).toContainText('All the same')
    expect(await ownTexts(ana)).toEqual(['All the same'])
  })
}
