import type { Locator, Page } from '@playwright/test'
import { expect, LIVE, type Member } from './support'

/** Locators and acts on the bell and its rows. */
export const bell = (page: Page): Locator =>
  page
    .getByRole('navigation', { name: 'Main' })
    .locator(':is(a, button)[aria-label^="Notifications"]')
    .filter({ visible: true })

export const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Notifications' })
export const rows = (page: Page): Locator => page.getByRole('list', { name: 'Notifications' }).getByRole('article')
/** Its sentence begins with this, or with "Unread:" and then this. */
export const rowThat = (page: Page, says: string): Locator => rows(page).filter({ hasText: says })

/** So many are new: on the bell, and in the title. */
export async function expectBadge(page: Page, count: number, within = LIVE): Promise<void> {
  await expect(bell(page)).toHaveAccessibleName(count === 0 ? 'Notifications' : `Notifications, ${count} new`, within)
  await expect(bell(page).locator('[data-badge]')).toHaveText(count === 0 ? [] : [String(count)])
  await expect(page).toHaveTitle(count === 0 ? /^[^(]/ : new RegExp(`^\\(${count}\\) `))
}

/** Opens the panel, and waits until its rows are there. */
export async function openPanel(page: Page): Promise<void> {
  await bell(page).click()
  await expect(panel(page)).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
}

/** Collects the numbers that the icon of the installed site shows, on every page of this person from now on. */
export async function watchAppBadge({ context }: Member): Promise<void> {
  await context.addInitScript(() => {
    const shown: number[] = []
    const note = async (count: number) => void shown.push(count)
    Object.defineProperty(navigator, 'setAppBadge', { value: note })
    Object.defineProperty(navigator, 'clearAppBadge', { value: () => note(0) })
    Object.assign(window, { appBadges: shown })
  })
}

/** The numbers that the icon has shown so far, in this order. */
export async function expectAppBadges(page: Page, counts: number[]): Promise<void> {
  await expect.poll(() => page.evaluate(() => (window as unknown as { appBadges: number[] }).appBadges)).toEqual(counts)
}

export async function expectAppBadge(page: Page, count: number): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { appBadges: number[] }).appBadges.at(-1)))
    .toBe(count)
}
