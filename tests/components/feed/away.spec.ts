import type { Page } from '@playwright/test'
import { deletePost, edit, post, postMany, readFeed } from '../support/acts'
import {
  articles,
  articleWith,
  expectNew,
  expectStill,
  firstInSight,
  openFeed,
  pill,
  scrollTo,
} from '../support/feed-page'
import { expectSameAsFeed, STREAM, village, watchRequests } from '../support/live-page'
import { expect, test } from '../support/support'
import { startWebProcess } from '../support/web-process'

const BANNER = /Reconnecting|You are offline/

const banner = (page: Page) => page.getByRole('status').filter({ hasText: BANNER })

test.describe('Away and back', () => {
  test('without a network a banner says so; back online he gets exactly the posts that he missed', async ({
    join,
    tolerate,
  }) => {
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load/)
    const [ana, ben] = await village(join)
    await openFeed(ben)
    await scrollTo(ben.page, 500)
    const seen = await firstInSight(ben.page)
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
    ['shuts down gracefully', 'SIGTERM'],
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
        await post(ana, 'Live again')
        await expectNew(elsewhere.page, 4)
        await pill(elsewhere.page).click()
        await expectSameAsFeed(elsewhere)
      } finally {
        await context.close()
        await web.end('SIGKILL')
      }
    })
  }

  test('edits and deletions of that time are on his screen when he is back', async ({ join, tolerate }) => {
    test.setTimeout(60_000)
    tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load/)
    const [ana, ben] = await village(join)
    const [, second, third] = (await readFeed(ana)).items
    if (!second || !third) throw new Error('Ana has written too little')
    await openFeed(ben)
    await ben.context.setOffline(true)
    await expect(banner(ben.page)).toBeVisible()
    await deletePost(ana, second)
    await edit(ana, third, { text: 'Put right' })
    await ben.context.setOffline(false)
    await expect(articles(ben.page)).toHaveCount(7, { timeout: 30_000 })
    await expect(articleWith(ben.page, 'Put right')).toHaveCount(1)
    await expectSameAsFeed(ben)
  })

  for (const [kind, bad] of [
    ['nonsense', () => 'nonsense'],
    ['of another generation', () => '1-00000000:1000'],
    ['ahead', (held: string) => `${held.split(':')[0]}:99999999`],
    ['older than the oldest that is kept', (held: string) => `${held.split(':')[0]}:1`],
  ] as const) {
    test(`a position that is ${kind} gives a correct feed, and what he reads does not move`, async ({ join }) => {
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
      const seen = await firstInSight(ben.page)
      await postMany(ana, 2, (nth) => `Missed ${nth}`)
      open()
      await expectNew(ben.page, 2)
      await expectStill(ben.page, seen)
      await pill(ben.page).click()
      await expectSameAsFeed(ben)
    })
  }

  test('a silent stream is opened again from where it stopped', async ({ join }) => {
    const [ana, ben] = await village(join)
    await ben.page.clock.install()
    await openFeed(ben)
    await post(ana, 'Before')
    await expectNew(ben.page, 1)
    const again = ben.page.waitForRequest(STREAM)
    await ben.page.clock.fastForward(60_000)
    await ben.page.clock.runFor(20_000)
    expect((await again).url()).toContain('position=')
    await post(ana, 'After')
    await expectNew(ben.page, 2)
  })

  test('where no stream can be opened, the page polls', async ({ join, tolerate }) => {
    test.setTimeout(60_000)
    tolerate(/ERR_FAILED|Failed to load/)
    const [ana, ben] = await village(join)
    await ben.page.route(STREAM, (route) => route.abort())
    await ben.page.goto('/')
    await expect(banner(ben.page)).toBeVisible()
    const asked = watchRequests(ben.context)
    await post(ana, 'By polling')
    await expect(pill(ben.page)).toHaveAccessibleName('1 new post', { timeout: 45_000 })
    expect(asked).toContain('/api/feed/new')
  })
})
