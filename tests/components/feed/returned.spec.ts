import type { Page } from '@playwright/test'
import type { Audience, Post } from '@/lib/shared/views'
import { edit, feedTexts, follow, post, postMany } from '../support/acts'
import { articles, articleWith, expectNew, openFeed, pill } from '../support/feed-page'
import { expect, type Member, test } from '../support/support'

/** More posts than are read at once after a break. */
const COUNT = 55
/** Milliseconds: after a break all browsers read again within 20 seconds, and ask for what is back within five. */
const WITHIN = { timeout: 30_000 }

async function setAudience(ana: Member, posts: Post[], audience: Audience): Promise<void> {
  for (const one of posts) await edit(ana, one, { audience })
}

const scrollToEnd = (page: Page) => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
const scrollToStart = (page: Page) => page.evaluate(() => window.scrollTo(0, 0))

test('Posts that Ana hides from Dana and shows again come back to the feed and the profile that Dana has open, wherever they stand', async ({
  join,
  tolerate,
}) => {
  tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load/)
  test.setTimeout(150_000)
  const [ana, dana] = [await join('Ana'), await join('Dana')]
  await follow(dana, ana)
  const deep = await post(ana, 'Deep down')
  await postMany(ana, COUNT, (nth) => `Story ${nth}.`)
  const [hidden, top] = [await post(ana, 'Hidden from the start'), await post(ana, 'At the top')]
  // It is in Dana's timeline, so widening it brings no new post to her.
  await expect.poll(() => feedTexts(dana)).toContain('Hidden from the start')
  await edit(ana, hidden, { audience: 'friends' })
  await expect.poll(() => feedTexts(dana)).not.toContain('Hidden from the start')

  const { page } = dana
  await openFeed(dana)
  await expect(articleWith(page, 'At the top')).toBeVisible()
  await expect(async () => {
    await scrollToEnd(page)
    await expect(articleWith(page, 'Deep down')).toBeVisible({ timeout: 500 })
  }).toPass(WITHIN)
  const profile = await dana.context.newPage()
  await profile.goto(`/people/${ana.handle}`)
  const onProfile = (text: string) => profile.getByRole('article').filter({ hasText: text })
  await expect(onProfile('At the top')).toBeVisible()

  // The frames of this change are lost with the stream.
  await dana.context.setOffline(true)
  await setAudience(ana, [deep, top], 'friends')
  await dana.context.setOffline(false)
  await expect(onProfile('At the top')).toHaveCount(0, WITHIN)
  await page.bringToFront()
  await expect(articleWith(page, 'Deep down')).toHaveCount(0, WITHIN)

  await setAudience(ana, [deep, hidden, top], 'public')
  await expect(articleWith(page, 'Deep down')).toBeVisible(WITHIN)
  await expect(async () => {
    await scrollToStart(page)
    // What would appear between two posts in sight waits behind the pill.
    if (await pill(page).isVisible()) await pill(page).click()
    await expect(articles(page).nth(2)).toContainText(`Story ${COUNT}.`, { timeout: 500 })
  }).toPass(WITHIN)
  await expect(articles(page).nth(0)).toContainText('At the top')
  await expect(articles(page).nth(1)).toContainText('Hidden from the start')
  await expectNew(page, 0)
  await profile.bringToFront()
  await expect(onProfile('At the top')).toBeVisible(WITHIN)
  await expect(onProfile('Hidden from the start')).toBeVisible(WITHIN)
})
