import type { Page } from '@playwright/test'
import { post } from '../support/acts'
import { openPost } from '../support/post-page'
import { answered, expect, LIVE, type Member, test } from '../support/support'

/** Holds the code of the library that shows toasts, as on a very slow line, until the returned function is called. */
async function holdToasts(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    const response = await route.fetch()
    if ((await response.text()).includes('data-sonner-toaster')) await released
    await route.fulfill({ response }).catch(() => undefined)
  })
  return release
}

const muteFromMenu = async ({ page }: Member) => {
  await page.getByRole('button', { name: /^More about/ }).click()
  await answered(page, 'PUT /mute', () => page.getByRole('menuitem', { name: 'Mute this conversation' }).click())
}

test('A message and its Undo come at once, also while the code that shows them well is still on its way', async ({
  join,
}) => {
  const ana = await join('Ana')
  const written = await post(ana, 'Long talk')
  const release = await holdToasts(ana.page)
  await openPost(ana, written)
  await muteFromMenu(ana)
  const plain = ana.page.getByRole('alert').filter({ hasText: 'Conversation muted.' })
  await expect(plain).toBeVisible(LIVE)
  await answered(ana.page, 'DELETE /mute', () => plain.getByRole('button', { name: 'Undo' }).click())
  await expect(plain).toHaveCount(0)
  const again = ana.page.getByText('You hear of this conversation again.')
  await expect(again).toBeVisible(LIVE)
  // It is not shown twice when the code arrives, and passes by itself.
  release()
  await expect(ana.page.locator('[data-sonner-toast]')).toHaveText('You hear of this conversation again.')
  await expect(again).toHaveCount(1)
  await expect(again).toHaveCount(0)
})

test('A message passes by itself when that code never arrives', async ({ join }) => {
  const ana = await join('Ana')
  const written = await post(ana, 'Long talk')
  await holdToasts(ana.page)
  await openPost(ana, written)
  await muteFromMenu(ana)
  await expect(ana.page.getByText('Conversation muted.')).toBeVisible(LIVE)
  await expect(ana.page.getByText('Conversation muted.')).toHaveCount(0)
})
