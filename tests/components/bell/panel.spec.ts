import type { Page } from '@playwright/test'
import { bellState, comment, follow, like, post } from '../support/acts'
import {
  bell,
  expectAppBadges,
  expectBadge,
  openPanel,
  panel,
  rows,
  rowThat,
  watchAppBadge,
} from '../support/bell-page'
import { openFeed, openLive } from '../support/feed-page'
import { holdAnswers } from '../support/late-answers'
import { expect, type Member, OWN_SCREENS, test } from '../support/support'

/** Ben has Carillon open in two tabs of one browser, and on another device. */
async function bensScreens(ben: Member, another: Member): Promise<[first: Page, second: Page, elsewhere: Page]> {
  await openFeed(ben)
  const second = await ben.context.newPage()
  await second.goto('/places')
  await openLive(another, '/friends')
  return [ben.page, second, another.page]
}

test.describe('Opening the panel', () => {
  test('clears the badge in every tab and on the other device, and leaves the rows unread', async ({
    join,
    onAnotherDevice,
  }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const [first, second, elsewhere] = await bensScreens(ben, await onAnotherDevice(ben))
    await like(ana, await post(ben, 'The cat is back'))
    await follow(ana, ben)
    for (const page of [first, second, elsewhere]) await expectBadge(page, 2)

    await openPanel(first)
    for (const page of [second, elsewhere, first]) await expectBadge(page, 0, OWN_SCREENS)
    expect(await bellState(ben)).toMatchObject({ unseen: 0, unread: 2 })
    await openPanel(elsewhere)
    for (const page of [first, elsewhere]) {
      await expect(rows(page)).toHaveCount(2)
      for (const row of await rows(page).all()) await expect(row).toHaveAttribute('data-state', 'unread')
    }
  })

  test('a row that is followed is read on both devices, and the others are not', async ({ join, onAnotherDevice }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    const [first, second, elsewhere] = await bensScreens(ben, await onAnotherDevice(ben))
    const about = await post(ben, 'The cat is back')
    await like(ana, about)
    await follow(ana, ben)
    // Before a panel is opened: then the rows are seen on all devices.
    for (const page of [first, elsewhere]) await expectBadge(page, 2)
    for (const page of [first, elsewhere]) await openPanel(page)
    await rowThat(first, 'Ana liked your post').getByRole('link').click()
    await expect(first).toHaveURL(`/posts/${about.id}`)
    await expect(panel(first)).toBeHidden()
    await openPanel(first)
    await second.goto('/notifications')
    for (const page of [elsewhere, first, second]) {
      await expect(rowThat(page, 'Ana liked your post')).toHaveAttribute('data-state', 'read', OWN_SCREENS)
      await expect(rowThat(page, 'Ana started following you')).toHaveAttribute('data-state', 'unread')
    }
  })

  test('a late answer neither brings a badge back nor takes a new one away', async ({ join }) => {
    const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
    await openFeed(ben)
    const answer = await holdAnswers(ben.page, 'PUT /seen')
    await follow(ana, ben)
    await expectBadge(ben.page, 1)
    await openPanel(ben.page)
    await expectBadge(ben.page, 0)
    await expect.poll(async () => (await bellState(ben)).unseen).toBe(0)
    await expectBadge(ben.page, 0)

    await ben.page.keyboard.press('Escape')
    await expect(panel(ben.page)).toBeHidden()
    await post(cleo, `Hello @${ben.handle}`)
    await expectBadge(ben.page, 1)
    await answer.release()
    await expectBadge(ben.page, 1)
  })

  test('a list that was read before he saw the rows elsewhere brings no badge back', async ({
    join,
    onAnotherDevice,
  }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await watchAppBadge(ben)
    const [first, second, elsewhere] = await bensScreens(ben, await onAnotherDevice(ben))
    const answer = await holdAnswers(first, 'GET /notifications')
    await follow(ana, ben)
    for (const page of [first, elsewhere]) await expectBadge(page, 1)
    await bell(first).click()
    await answer.answered
    await openPanel(elsewhere)
    for (const page of [first, second, elsewhere]) await expectBadge(page, 0, OWN_SCREENS)
    await answer.release()
    await expect(rowThat(first, 'Ana started following you')).toBeVisible()
    // Not even for a short time.
    for (const page of [first, second]) await expectAppBadges(page, [0, 1, 0])
  })
})

test('the panel stays inside a low and narrow window, however many rows it has', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben', { viewport: { width: 768, height: 480 } })]
  const about = await post(ben, 'The cat is back')
  for (let nth = 1; nth <= 25; nth++) await comment(ana, about, `Milk number ${nth}`)
  await expect.poll(async () => (await bellState(ben)).unread).toBe(25)
  await ben.page.goto('/places')
  await openPanel(ben.page)
  await expect(rows(ben.page)).toHaveCount(20)
  await expect(panel(ben.page)).toBeInViewport({ ratio: 1 })
  await expect(panel(ben.page).getByRole('link', { name: 'See all notifications' })).toBeInViewport({ ratio: 1 })
  await rows(ben.page).last().scrollIntoViewIfNeeded()
  await expect(rows(ben.page).last()).toBeInViewport({ ratio: 1 })
})
