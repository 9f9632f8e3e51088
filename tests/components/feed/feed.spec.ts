import { nameOfTabs } from '@/components/live/tabs'
import { deletePost, edit, feedTexts, follow, post, postMany, userId } from '../support/acts'
import {
  anaAndHerReader,
  articles,
  articleWith,
  expectNew,
  expectStill,
  firstInSight,
  openFeed,
  pill,
  scrollTo,
  watchLayout,
} from '../support/feed-page'
import { expect, type Member, test } from '../support/support'

test.describe('New posts never move what is read', () => {
  test('Ana posts ten times while Ben reads further down: nothing moves, and the pill counts them', async ({
    join,
  }) => {
    const [ana, ben] = await anaAndHerReader(join)
    await openFeed(ben)
    await scrollTo(ben.page, 1800)
    const moved = await watchLayout(ben.page)
    const seen = await firstInSight(ben.page)

    await postMany(ana, 10, (nth) => `News ${nth}`)

    await expectNew(ben.page, 10)
    await expectStill(ben.page, seen)
    expect(await moved()).toBe(0)
    await expect(articleWith(ben.page, 'News')).toHaveCount(0)
  })

  test('not even at the very top', async ({ join }) => {
    const [ana, ben] = await anaAndHerReader(join, 3)
    await openFeed(ben)
    const moved = await watchLayout(ben.page)
    await post(ana, 'News')
    await expectNew(ben.page, 1)
    await expect(articleWith(ben.page, 'News')).toHaveCount(0)
    expect(await moved()).toBe(0)
  })

  test('an edit and a deletion above do not move it either', async ({ join }) => {
    const [ana, ben] = await anaAndHerReader(join, 12)
    const [long, gone] = [await post(ana, 'Will grow'), await post(ana, 'Will go')]
    await openFeed(ben)
    await scrollTo(ben.page, 900)
    const seen = await firstInSight(ben.page)

    await edit(ana, long, { text: `Has grown\n${'line\n'.repeat(12)}` })
    await deletePost(ana, gone)

    await expect(articleWith(ben.page, 'Will go')).toHaveCount(0)
    await expect(articleWith(ben.page, 'Has grown')).toHaveCount(1)
    await expectStill(ben.page, seen)
  })

  test('a late post appears where it belongs, out of sight and without the pill', async ({ join }) => {
    const [, ben] = await anaAndHerReader(join, 25)
    await openFeed(ben)
    const id = await ben.page.evaluate(
      async (channel) => {
        const { items } = await (await fetch('/api/feed?limit=25')).json()
        const [newest, after] = [items[0], items[2]]
        const late = String(BigInt(after.id) - 1n)
        const createdAt = new Date(Date.parse(newest.createdAt) - 20 * 60_000).toISOString()
        const frame = { event: 'feed', position: null, post: { ...after, id: late, text: 'Late news', createdAt } }
        Object.assign(window, {
          // As if another tab passed it on.
          sendLate: () => new BroadcastChannel(channel).postMessage({ kind: 'shared', frame }),
        })
        return late
      },
      nameOfTabs(await userId(ben)),
    )
    await scrollTo(ben.page, 1500)
    const moved = await watchLayout(ben.page)
    const seen = await firstInSight(ben.page)

    await ben.page.evaluate(() => (window as unknown as { sendLate: () => void }).sendLate())
    // The post appears above: the page has grown, and what is read has not moved.
    await expect.poll(() => ben.page.evaluate(() => window.scrollY)).toBeGreaterThan(1520)
    await expectStill(ben.page, seen)
    expect(await moved()).toBe(0)
    await expectNew(ben.page, 0)

    await scrollTo(ben.page, 0)
    await expect(articles(ben.page).nth(3)).toHaveAttribute('data-post-id', id)
  })
})

test.describe('The pill', () => {
  for (const [way, press] of [
    ['pressing it', (ben: Member) => pill(ben.page).click()],
    ['the full stop', (ben: Member) => ben.page.keyboard.press('.')],
    ['the Home key', (ben: Member) => ben.page.keyboard.press('Home')],
    ['pressing Home', (ben: Member) => ben.page.getByRole('link', { name: 'Home', exact: true }).first().click()],
  ] as const) {
    test(`${way} shows the new posts at the top, and there is a way back`, async ({ join }) => {
      const [ana, ben] = await anaAndHerReader(join)
      await openFeed(ben)
      await scrollTo(ben.page, 2000)
      const seen = await firstInSight(ben.page)
      await postMany(ana, 3, (nth) => `News ${nth}`)
      await expectNew(ben.page, 3)

      await press(ben)

      await expect(articles(ben.page).first()).toContainText('News 3')
      await expect(articles(ben.page).first()).toBeFocused()
      expect(await ben.page.evaluate(() => window.scrollY)).toBe(0)
      await expectNew(ben.page, 0)

      await ben.page.getByRole('button', { name: 'Back to where you were' }).click()
      await expect(ben.page.getByRole('button', { name: 'Back to where you were' })).toHaveCount(0)
      await expect(async () => expectStill(ben.page, seen, 4)).toPass()
    })
  }

  test('shows up to three faces, and does not count a deleted post', async ({ join }) => {
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    await follow(ben, ana)
    await follow(ben, cleo)
    await openFeed(ben)
    const taken = await post(ana, 'Too early')
    await post(cleo, 'Hello')
    await post(ana, 'Again')
    await expectNew(ben.page, 3)
    await deletePost(ana, taken)
    await expectNew(ben.page, 2)
    // Faces are initials here, and decoration.
    await expect(pill(ben.page).locator('[aria-hidden=true].rounded-full')).toHaveCount(2)
  })
})

test('a post is shown as text, and its links are marked as those of a user', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await follow(ben, ana)
  await post(ana, 'Look <b>here</b>: https://example.org/a?b=c.\nSecond line javascript:alert(1)')
  await openFeed(ben)
  const article = articleWith(ben.page, 'Second line')
  const link = article.getByRole('link', { name: 'example.org/a?b=c' })
  await expect(link).toHaveAttribute('href', 'https://example.org/a?b=c')
  await expect(link).toHaveAttribute('rel', 'nofollow noopener noreferrer ugc')
  await expect(article).toContainText('<b>here</b>')
  expect(await feedTexts(ben)).toHaveLength(1)
})
