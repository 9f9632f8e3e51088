import { follow, like, post } from '../support/acts'
import { expectBadge, openPanel, panel, rows, rowThat } from '../support/bell-page'
import { composer, openFeed, openLive } from '../support/feed-page'
import { expect, type Member, OWN_SCREENS, test } from '../support/support'

/** Ana likes Ben's post and then follows him; he looks at both rows. */
async function twoRows(join: (name: string) => Promise<Member>): Promise<Member> {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await openLive(ben, '/notifications')
  await like(ana, await post(ben, 'The cat is back'))
  await expect(rows(ben.page)).toHaveCount(1)
  await follow(ana, ben)
  await expect(rows(ben.page)).toHaveCount(2)
  return ben
}

const LIKED = 'Ana liked your post'
const FOLLOWED = 'Ana started following you'

test('g n leads to the notifications, but not while Ben is writing', async ({ join }) => {
  const { page } = await join('Ben')
  await openFeed({ page })
  await composer(page).pressSequentially('gn')
  await expect(composer(page)).toHaveValue('gn')
  await expect(page).toHaveURL('/')
  await composer(page).fill('')
  await composer(page).blur()
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page).toHaveURL('/notifications')
  await expect(page.getByRole('heading', { name: 'You are all caught up' })).toBeVisible()
})

test('e archives a row, Undo brings it back as it was, and Shift+u makes it unread again', async ({
  join,
  onAnotherDevice,
}) => {
  const ben = await twoRows(join)
  const another = await onAnotherDevice(ben)
  await openLive(another, '/notifications')
  const { page } = ben
  await page.keyboard.press('j')
  await expect(rows(page).first()).toBeFocused()
  await page.keyboard.press('e')
  for (const screen of [page, another.page]) {
    await expect(rows(screen)).toHaveCount(1, OWN_SCREENS)
    await expect(rowThat(screen, LIKED)).toHaveCount(1)
  }
  // The next row has the focus.
  await expect(rows(page)).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  for (const screen of [page, another.page]) {
    await expect(rows(screen)).toHaveText([new RegExp(FOLLOWED), new RegExp(LIKED)], OWN_SCREENS)
    await expect(rowThat(screen, FOLLOWED)).toHaveAttribute('data-state', 'unread', OWN_SCREENS)
  }

  await rowThat(page, LIKED).getByRole('button', { name: 'Mark as read' }).click()
  for (const screen of [page, another.page]) {
    await expect(rowThat(screen, LIKED)).toHaveAttribute('data-state', 'read', OWN_SCREENS)
  }
  await rowThat(page, LIKED).focus()
  await page.keyboard.press('Shift+U')
  for (const screen of [page, another.page]) {
    await expect(rowThat(screen, LIKED)).toHaveAttribute('data-state', 'unread', OWN_SCREENS)
    // It was seen before, so the badge does not count it.
    await expectBadge(screen, 0)
  }
})

test('the panel works with the keyboard alone: open it, move through its rows, close it, and the bell has the focus', async ({
  join,
}) => {
  const { page } = await twoRows(join)
  await page.goto('/places')
  const button = page.getByRole('button', { name: 'Notifications' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(panel(page)).toBeFocused()
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('j')
  await expect(rows(page).nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(rows(page).nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(rows(page).nth(0)).toBeFocused()
  // Everything in it is reached by Tab as well.
  await page.keyboard.press('Tab')
  await expect(rows(page).nth(0).getByRole('link')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toBeHidden()
  await expect(button).toBeFocused()

  await openPanel(page)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').filter({ hasText: 'The cat is back' })).toBeVisible()
  await expect(page).toHaveURL(/\/posts\//)
  await expect(panel(page)).toBeHidden()
})
