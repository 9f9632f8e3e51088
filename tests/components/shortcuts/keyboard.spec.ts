import { anaAndHerReader, articles, composer, openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

test.describe('The keyboard', () => {
  test('j and k go through the posts, n and c write, ? opens the help, and all of it can be switched off', async ({
    join,
  }) => {
    const [, ben] = await anaAndHerReader(join, 6)
    await openFeed(ben)
    const { page } = ben
    await page.keyboard.press('j')
    await expect(articles(page).nth(0)).toBeFocused()
    await page.keyboard.press('j')
    await expect(articles(page).nth(1)).toBeFocused()
    await page.keyboard.press('k')
    await expect(articles(page).nth(0)).toBeFocused()
    for (const key of ['n', 'c']) {
      await page.keyboard.press(key)
      await expect(composer(page)).toBeFocused()
      // In a field, letters are typed.
      await page.keyboard.type('jk')
      await expect(composer(page)).toHaveValue('jk')
      await composer(page).fill('')
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(help).toBeVisible()
    await help.getByRole('checkbox', { name: 'Use single-key shortcuts' }).uncheck()
    await page.keyboard.press('Escape')
    await expect(help).toBeHidden()
    await page.keyboard.press('n')
    await expect(composer(page)).not.toBeFocused()
    await page.reload()
    await page.keyboard.press('n')
    await expect(composer(page)).not.toBeFocused()
  })

  test('j goes far down, and each post begins in sight', async ({ join }) => {
    const [, ben] = await anaAndHerReader(join, 50)
    await openFeed(ben)
    const focused = ben.page.locator('article:focus')
    for (let nth = 1; nth <= 45; nth++) {
      // The next page may still be on its way.
      await expect(articles(ben.page).and(ben.page.locator(`[aria-posinset="${nth}"]`))).toBeAttached()
      await ben.page.keyboard.press('j')
      await expect(focused).toHaveAttribute('aria-posinset', String(nth))
    }
    const top = await focused.evaluate((article) => article.getBoundingClientRect().top)
    expect(top).toBeGreaterThanOrEqual(0)
    expect(top).toBeLessThanOrEqual(80)
  })
})
