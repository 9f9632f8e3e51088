import type { Page } from '@playwright/test'
import { post, relationOf } from '../support/acts'
import { likeButton } from '../support/post-page'
import { expect, test } from '../support/support'

/** Returns how many failures the page has told since then. */
async function countFailures(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const told = new Set<Element>()
    new MutationObserver(() => {
      for (const toast of document.querySelectorAll('[data-sonner-toast]')) {
        if (toast.textContent?.includes('Not saved.')) told.add(toast)
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    Object.assign(window, { told })
  })
  return () => page.evaluate(() => (window as unknown as { told: Set<Element> }).told.size)
}

test('a change that is made offline says at once that it did not happen, and the screen shows what is true', async ({
  join,
  tolerate,
}) => {
  tolerate(/ERR_INTERNET_DISCONNECTED|Failed to load/)
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await post(ben, 'Bread is ready')
  const { page } = ana
  await page.goto(`/people/${ben.handle}`)
  const menu = page.getByRole('button', { name: 'More about Ben', exact: true })
  // What is loaded with the first use is loaded while there is a network.
  await menu.click()
  await expect(page.getByRole('menuitem', { name: 'Mute…' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.getByRole('button', { name: 'More about the post by Ben' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(page.locator('[data-sonner-toast]')).toBeVisible()
  const failures = await countFailures(page)
  await ana.context.setOffline(true)
  let said = 0
  async function expectSaid(): Promise<void> {
    said++
    await expect.poll(failures).toBe(said)
  }

  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await expectSaid()
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Add friend' }).click()
  await expectSaid()
  await expect(page.getByRole('button', { name: 'Add friend' })).toBeVisible()
  const like = likeButton(page.getByRole('article'))
  await like.click()
  await expectSaid()
  await expect(like).toHaveAttribute('aria-pressed', 'false')
  for (const change of ['Mute', 'Block']) {
    await menu.click()
    await page.getByRole('menuitem', { name: `${change}…` }).click()
    await page.getByRole('dialog').getByRole('button', { name: change, exact: true }).click()
    await expectSaid()
  }
  expect(said).toBe(5)
  expect(await relationOf(ana, ben)).toMatchObject({
    following: false,
    friendship: 'none',
    muting: false,
    blocking: false,
  })
  await ana.context.setOffline(false)
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeVisible()
})
