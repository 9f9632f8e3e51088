import type { BrowserContext, Page } from '@playwright/test'
import type { Post } from '@/lib/shared/views'
import {
  articles,
  articleWith,
  expectNew,
  expectStill,
  openFeed,
  pill,
  post,
  postMany,
  scrollTo,
  textsInFeed,
  underTheEye,
} from './feed-page'
import { ask, befriend, expect, follow, type Member, test } from './support'
import { startWebProcess } from './web-process'

const STREAM = '**/api/stream*'
const BANNER = /Reconnecting|You are offline/

const banner = (page: Page) => page.getByRole('status').filter({ hasText: BANNER })

/** Notes what the pages of somebody ask the API for. */
function watchRequests(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  return asked
}

/** Ana has written a little, Ben follows her and Cleo follows neither. */
async function village(join: (name: string) => Promise<Member>): Promise<[ana: Member, ben: Member, cleo: Member]> {
  const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
  await follow(ben, ana)
  await postMany(ana, 8, (nth) => `Story ${nth}`)
  return [ana, ben, cleo]
}

/** Neither the stream nor any page has told them. */
async function expectUnaware({ page }: Member, author: Member, text: string): Promise<void> {
  await expectNew(page, 0)
  await expect(page.getByText(text)).toHaveCount(0)
  for (const path of ['/', `/people/${author.handle}`, '/places']) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByText(text)).toHaveCount(0)
  }
}

test.describe('A post reaches whom it is for', () => {
  test('Ana posts, and Ben’s page learns of it without asking; Cleo hears nothing', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    await Promise.all([openFeed(ben), openFeed(cleo)])
    const [askedByBen, askedByCleo] = [watchRequests(ben.context), watchRequests(cleo.context)]
    await post(ana, { text: 'Bread is ready' })
    await expectNew(ben.page, 1)
    expect(askedByBen).toEqual([])
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText('Bread is ready')
    expect(askedByBen).toEqual([])

    await expectNew(cleo.page, 0)
    expect(askedByCleo).toEqual([])
    await cleo.page.goto('/')
    await expect(cleo.page.getByText('Bread is ready')).toHaveCount(0)
    expect(await textsInFeed(cleo)).toEqual([])
  })

  test('the same for a check-in', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    await Promise.all([openFeed(ben), openFeed(cleo)])
    const asked = watchRequests(ben.context)
    const name = `Aurora ${ana.handle}`
    const { place } = await ask<{ place: { id: string } }>(ana, 'POST', '/api/places', { name, kind: 'Café' })
    await post(ana, { activity: { verb: 'ate_at', placeId: place.id } })
    await expectNew(ben.page, 1)
    expect(asked).toEqual([])
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText(`is eating at ${name}`)
    await expectNew(cleo.page, 0)
    expect(await textsInFeed(cleo)).toEqual([])
  })

  test('a post for friends reaches the friend and not the follower, on no page', async ({ join }) => {
    const [ana, ben, cleo] = await village(join)
    await befriend(ana, ben)
    await follow(cleo, ana)
    await Promise.all([openFeed(ben), openFeed(cleo)])
    const text = 'Only between us'
    await post(ana, { text, audience: 'friends' })
    await expectNew(ben.page, 1)
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText(text)
    await expectUnaware(cleo, ana, text)

    // The stream of both works: the next one is for everyone.
    await openFeed(cleo)
    await post(ana, { text: 'For all' })
    await expectNew(cleo.page, 1)
    await expectNew(ben.page, 1)
  })
})

test.describe('Away and back', () => {
  test('without a network the banner says so; back, he gets exactly what he missed', async ({ join, tolerate }) => {
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load/)
    const [ana, ben] = await village(join)
    await openFeed(ben)
    await scrollTo(ben.page, 500)
    const seen = await underTheEye(ben.page)
    await ben.context.setOffline(true)
    await expect(banner(ben.page)).toBeVisible({ timeout: 3000 })
    await postMany(ana, 4, (nth) => `Missed ${nth}`)
    await expectNew(ben.page, 0)
    await ben.context.setOffline(false)
    await expect(banner(ben.page)).toBeHidden({ timeout: 5000 })
    await expectNew(ben.page, 4)
    await expectStill(ben.page, seen)
    await pill(ben.page).click()
    await expect(articles(ben.page).first()).toContainText('Missed 4')
    await expectSameAsFeed(ben)
  })

  for (const [way, signal] of [
    ['is killed', 'SIGKILL'],
    ['ends in good order', 'SIGTERM'],
  ] as const) {
    test(`the web process ${way} and comes back: he misses nothing`, async ({ join, browser, tolerate }) => {
      test.setTimeout(120_000)
      tolerate(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|Failed to load/)
      const [ana, ben] = await village(join)
      const web = await startWebProcess()
      const context = await browser.newContext({ baseURL: web.url, storageState: await ben.context.storageState() })
      const elsewhere = { ...ben, context, page: await context.newPage() }
      try {
        await openFeed(elsewhere)
        await expect(articles(elsewhere.page)).toHaveCount(8)
        const ended = web.end(signal)
        await expect(banner(elsewhere.page)).toBeVisible({ timeout: signal === 'SIGKILL' ? 3000 : 25_000 })
        await ended
        await postMany(ana, 3, (nth) => `Missed ${nth}`)
        await web.start()
        await expect(banner(elsewhere.page)).toBeHidden({ timeout: 20_000 })
        await expectNew(elsewhere.page, 3)
        await post(ana, { text: 'Live again' })
        await expectNew(elsewhere.page, 4)
        await pill(elsewhere.page).click()
        await expectSameAsFeed(elsewhere)
      } finally {
        await context.close()
        await web.end('SIGKILL')
      }
    })
  }

  test('what was edited and deleted meanwhile is so when he is back', async ({ join, tolerate }) => {
    test.setTimeout(60_000)
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load/)
    const [ana, ben] = await village(join)
    const { items } = await ask<{ items: Post[] }>(ana, 'GET', '/api/feed')
    await openFeed(ben)
    await ben.context.setOffline(true)
    await expect(banner(ben.page)).toBeVisible()
    await ask(ana, 'DELETE', `/api/posts/${items[1]?.id}`)
    await ask(ana, 'PATCH', `/api/posts/${items[2]?.id}`, { text: 'Put right' })
    await ben.context.setOffline(false)
    await expect(articles(ben.page)).toHaveCount(7, { timeout: 30_000 })
    await expect(articleWith(ben.page, 'Put right')).toHaveCount(1)
    await expectSameAsFeed(ben)
  })

  for (const [kind, bad] of [
    ['nonsense', () => 'nonsense'],
    ['of another life of the server', () => '1-00000000:1000'],
    ['ahead', (held: string) => `${held.split(':')[0]}:99999999`],
    ['older than anything kept', (held: string) => `${held.split(':')[0]}:1`],
  ] as const) {
    test(`a position that is ${kind} gives a right feed, and what he reads does not move`, async ({ join }) => {
      const [ana, ben] = await village(join)
      let open = () => {}
      const posted = new Promise<void>((resolve) => {
        open = resolve
      })
      await ben.page.route(STREAM, async (route) => {
        const address = new URL(route.request().url())
        address.searchParams.set('position', bad(address.searchParams.get('position') ?? ''))
        await posted
        await route.continue({ url: address.href })
      })
      await ben.page.goto('/')
      await scrollTo(ben.page, 500)
      const seen = await underTheEye(ben.page)
      await postMany(ana, 2, (nth) => `Missed ${nth}`)
      open()
      await expectNew(ben.page, 2)
      await expectStill(ben.page, seen)
      await pill(ben.page).click()
      await expectSameAsFeed(ben)
    })
  }

  test('a stream that has fallen silent is opened anew where it stopped', async ({ join }) => {
    const [ana, ben] = await village(join)
    await ben.page.clock.install()
    await openFeed(ben)
    await post(ana, { text: 'Before' })
    await expectNew(ben.page, 1)
    const again = ben.page.waitForRequest(STREAM)
    await ben.page.clock.fastForward(60_000)
    await ben.page.clock.runFor(20_000)
    expect((await again).url()).toContain('position=')
    await post(ana, { text: 'After' })
    await expectNew(ben.page, 2)
  })

  test('where no stream gets through, the page asks by itself', async ({ join, tolerate }) => {
    test.setTimeout(60_000)
    tolerate(/ERR_FAILED|Failed to load/)
    const [ana, ben] = await village(join)
    await ben.page.route(STREAM, (route) => route.abort())
    await ben.page.goto('/')
    await expect(banner(ben.page)).toBeVisible()
    const asked = watchRequests(ben.context)
    await post(ana, { text: 'By the other way' })
    await expect(pill(ben.page)).toHaveAccessibleName('1 new post', { timeout: 45_000 })
    expect(asked).toContain('/api/feed/new')
  })
})

test.describe('Several tabs', () => {
  test('eight tabs share one stream, and all of them are live', async ({ join }) => {
    test.setTimeout(60_000)
    const [ana, ben] = await village(join)
    const asked = watchRequests(ben.context)
    await openFeed(ben)
    const tabs = [ben.page]
    for (let nth = 2; nth <= 8; nth++) {
      const tab = await ben.context.newPage()
      await tab.goto('/')
      await expect(articles(tab).first()).toBeVisible()
      tabs.push(tab)
    }
    await post(ana, { text: 'For every tab' })
    for (const tab of tabs) await expectNew(tab, 1)
    expect(asked.filter((path) => path === '/api/stream')).toHaveLength(1)
  })

  test('when the tab that holds the stream closes, another takes over without a hole', async ({ join }) => {
    const [ana, ben] = await village(join)
    await openFeed(ben)
    const second = await ben.context.newPage()
    await second.goto('/')
    await post(ana, { text: 'First' })
    await expectNew(second, 1)
    const writing = postMany(ana, 5, (nth) => `Meanwhile ${nth}`)
    const takenOver = second.waitForRequest(STREAM)
    await ben.page.close()
    await takenOver
    await writing
    await expectNew(second, 6)
    await pill(second).click()
    await expectSameAsFeed({ ...ben, page: second })
  })

  test('who signs out in one tab is signed out in all, and their streams end', async ({ join, tolerate }) => {
    tolerate(/status of 401/)
    const [ana, ben] = await village(join)
    await openFeed(ben)
    const second = await ben.context.newPage()
    await second.goto('/settings')
    await expect(articles(ben.page).first()).toBeVisible()
    await second.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(second.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await expect(ben.page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    await expect(ben.page.getByText('Story 8')).toHaveCount(0)
    const asked = watchRequests(ben.context)
    await post(ana, { text: 'After' })
    await expect(ben.page.getByRole('heading', { name: 'News of your people' })).toBeVisible()
    expect(asked).toEqual([])
  })

  test('who is signed out from another device leaves the feed within two seconds', async ({ join }) => {
    const [, ben] = await village(join)
    await openFeed(ben)
    await expect(articles(ben.page).first()).toBeVisible()
    const { items } = await ask<{ items: { id: string }[] }>(ben, 'GET', '/api/me/sessions')
    for (const { id } of items)
      await ask(ben, 'DELETE', `/api/me/sessions/${encodeURIComponent(id)}`).catch(() => undefined)
    await expect(articles(ben.page)).toHaveCount(0, { timeout: 2000 })
  })
})

/** What is on the screen is what the API has, in the same order, each once. */
async function expectSameAsFeed(reader: Member): Promise<void> {
  // Only what is near the window is drawn.
  await reader.page.setViewportSize({ width: 1000, height: 4000 })
  const ids = async () => {
    const { items } = await ask<{ items: Post[] }>(reader, 'GET', '/api/feed?limit=50')
    return items.map(({ id }) => id)
  }
  const expected = await ids()
  await expect
    .poll(() => articles(reader.page).evaluateAll((all) => all.map((article) => article.getAttribute('data-post-id'))))
    .toEqual(expected)
}
