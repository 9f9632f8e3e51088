import type { Page } from '@playwright/test'
import { expect } from './support'

export type RowInSight = { key: string; y: number }

/** The first row of any list that begins in the window, below the bar of phones. */
export async function rowInSight(page: Page): Promise<RowInSight> {
  return page.evaluate(() => {
    for (const row of document.querySelectorAll('main li[data-key], [role=feed] [data-key]')) {
      const { top } = row.getBoundingClientRect()
      const key = row.getAttribute('data-key')
      if (top >= 70 && top < window.innerHeight && key) return { key, y: top }
    }
    throw new Error('no row is in the window')
  })
}

/** The row stands where it stood, within 4 pixels, and stays there. */
export async function expectRowAt(page: Page, { key, y }: RowInSight): Promise<void> {
  const off = () =>
    page.evaluate(
      ([wanted, before]) =>
        Math.abs(
          (document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top ?? 1e6) - Number(before),
        ),
      [key, y] as const,
    )
  await expect.poll(off).toBeLessThanOrEqual(4)
  // What comes late must not move it: it is looked at again when everything has been loaded.
  await page.waitForLoadState('load')
  await page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  )
  expect(await off()).toBeLessThanOrEqual(4)
}

/** Scrolls as a reader does until a row with this text is there and in the middle of the window. */
export async function readDownTo(page: Page, text: string): Promise<void> {
  const row = page.locator('main [data-key]').filter({ hasText: text }).first()
  await expect(page.locator('main [data-key]').first()).toBeVisible()
  await page.mouse.move(300, 300)
  await expect(async () => {
    await page.mouse.wheel(0, 1500)
    await expect(row).toBeVisible({ timeout: 50 })
  }).toPass({ timeout: 30_000, intervals: [50] })
  await row.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await stored(page)
}

/** The position is stored a moment after the last scroll. */
export async function stored(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(sessionStorage).some(
      (name) =>
        name.startsWith('carillon:position') &&
        Math.abs(JSON.parse(sessionStorage.getItem(name) ?? '{}').scrollY - window.scrollY) < 1,
    ),
  )
}
