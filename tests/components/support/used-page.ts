import type { Page } from '@playwright/test'
import { expect } from './support'

/** What says that the network is away. It is loaded last of what a page loads when it is used. */
export const notice = (page: Page) => page.getByRole('status', { name: 'Connection' })

/** Presses a key that does nothing, and waits until the page has loaded what it needs without the network. */
export async function startUsing(page: Page): Promise<void> {
  await expect(async () => {
    // One that comes before hydration is not noticed.
    await page.keyboard.press('Shift')
    await expect(notice(page)).toBeAttached({ timeout: 500 })
  }).toPass()
}
