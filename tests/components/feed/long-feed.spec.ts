import { follow, post } from '../support/acts'
import {
  anaAndHerReader,
  articles,
  composer,
  expectStill,
  firstInSight,
  openFeed,
  scrollTo,
} from '../support/feed-page'
import { expect, test } from '../support/support'

test.describe('A long feed', () => {
  test('of 500 posts never more than 60 are in the page while Ben scrolls, none twice, and the list ends', async ({
    join,
  }) => {
    test.setTimeout(120_000)
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    for (let nth = 0; nth < 500; nth += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, at) => post(ana, `Story ${nth + at}`)))
    }
    await openFeed(ben)
    const seen = new Set<string>()
    let most = 0
    await expect(async () => {
      await ben.page.mouse.wheel(0, 700)
      const ids = await ben.page.evaluate(() =>
        [...document.querySelectorAll('[role=feed] article')].map((article) => article.getAttribute('data-post-id')),
      )
      most = Math.max(most, ids.length)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) seen.add(id ?? '')
      expect(seen.size).toBe(500)
    }).toPass({ timeout: 90_000, intervals: [20] })
    await expect(ben.page.getByText('You are all caught up.')).toBeVisible()
    expect(most).toBeLessThanOrEqual(60)
    await expect(articles(ben.page).last()).toHaveAttribute('aria-posinset', '500')
    await expect(articles(ben.page).last()).toHaveAttribute('aria-setsize', '500')
  })

  test('Back returns to where Ben was reading', async ({ join }) => {
    const [, ben] = await anaAndHerReader(join, 60)
    await openFeed(ben)
    await scrollTo(ben.page, 3500)
    await scrollTo(ben.page, 5000)
    const seen = await firstInSight(ben.page)
    await articles(ben.page)
      .and(ben.page.locator(`[data-post-id="${seen.id}"]`))
      .locator('time')
      .click()
    await expect(ben.page).toHaveURL(`/posts/${seen.id}`)
    await expect(ben.page.getByRole('heading', { name: 'Post' })).toBeVisible()
    await ben.page.goBack()
    await expect(async () => expectStill(ben.page, seen, 4)).toPass()
  })

  test('a newcomer finds what to do first', async ({ join }) => {
    const ana = await join('Ana')
    await openFeed(ana)
    await expect(ana.page.getByRole('heading', { name: 'Your feed begins here' })).toBeVisible()
    await ana.page.getByRole('button', { name: 'Write your first post' }).click()
    await expect(composer(ana.page)).toBeFocused()
    await expect(ana.page.getByRole('link', { name: 'Find people' })).toBeVisible()
  })
})
