import type { Page } from '@playwright/test'
import { comment, follow, post } from '../support/acts'
import { backdate } from '../support/backdate'
import { articleWith } from '../support/feed-page'
import { expect, test } from '../support/support'

const HOUR = 3_600_000

/** The text and the tooltip of the time of a post. */
const timeOf = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text }).locator('time').first()

for (const { timezoneId, at, date, tooltip } of [
  {
    timezoneId: 'Pacific/Auckland',
    at: '2026-02-14T12:30:00.000Z',
    date: '15 Feb',
    tooltip: 'Sunday, 15 February 2026 at 01:30',
  },
  {
    timezoneId: 'America/Los_Angeles',
    at: '2026-01-01T03:30:00.000Z',
    date: '31 Dec 2025',
    tooltip: 'Wednesday, 31 December 2025 at 19:30',
  },
]) {
  test(`in ${timezoneId} the date of a post of ${at} is ${date}, in the text, the tooltip and after navigation`, async ({
    join,
  }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben', { timezoneId })]
    await follow(ben, ana)
    await backdate(await post(ana, 'Long ago'), at)
    const expectDate = async () => {
      const time = timeOf(ben.page, 'Long ago')
      await expect(time).toHaveText(date)
      await expect(time).toHaveAttribute('title', tooltip)
      await expect(time).toHaveAttribute('datetime', at)
    }
    await ben.page.goto('/')
    await expectDate()
    await articleWith(ben.page, 'Long ago').getByRole('link', { name: 'Ana' }).first().click()
    await expect(ben.page.getByRole('heading', { name: 'Ana', level: 1 })).toBeVisible()
    await expectDate()
    await timeOf(ben.page, 'Long ago').click()
    await expect(ben.page.getByRole('heading', { name: 'Conversation' })).toBeVisible()
    await expectDate()
    await ben.page.reload()
    await expectDate()
  })
}

for (const [wrong, off] of [
  ['three hours ahead', 3 * HOUR],
  ['three hours behind', -3 * HOUR],
] as const) {
  test(`on a device whose clock is ${wrong}, times are those of the server, on every page, and go on`, async ({
    join,
  }) => {
    const [ana, ben] = [await join('Ana'), await join('Ben')]
    await follow(ben, ana)
    await backdate(await post(ana, 'Earlier'), new Date(Date.now() - 20.2 * 60_000).toISOString())
    const fresh = await post(ana, `Just written, @${ben.handle}`)
    await comment(ana, fresh, 'And said')
    await ben.page.clock.install({ time: Date.now() + off })
    await ben.page.goto('/')
    await expect(timeOf(ben.page, 'Just written')).toHaveText('now')
    await expect(timeOf(ben.page, 'Earlier')).toHaveText('20 min')
    await ben.page.goto('/notifications')
    await expect(timeOf(ben.page, 'Just written')).toHaveText('now')
    await ben.page.goto(`/posts/${fresh.id}`)
    await expect(timeOf(ben.page, 'And said')).toHaveText('now')
    await ben.page.goto('/settings/devices')
    await expect(ben.page.getByText('signed in just now')).toBeVisible()
    await ben.page.goto('/')
    // From hydration on, which adds the tooltip, the time is kept current.
    await expect(timeOf(ben.page, 'Just written')).toHaveAttribute('title', /./)
    await ben.page.clock.fastForward('05:00')
    await expect(timeOf(ben.page, 'Just written')).toHaveText('5 min')
    await expect(timeOf(ben.page, 'Earlier')).toHaveText('25 min')
  })
}
