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

  test('o and Enter open a post, r writes a comment, l likes, Escape leaves the text, g h leads home', async ({
    join,
  }) => {
    const [ana, ben] = await anaAndHerReader(join, 3)
    await openFeed(ben)
    const { page } = ben
    const open = page.getByRole('heading', { name: 'Conversation' })
    for (const path of ['/', `/people/${ana.handle}`]) {
      await page.goto(path)
      const first = page.getByRole('article').first()
      await expect(first).toContainText('Story 3')
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('k')
      await expect(first).toBeFocused()
      await page.keyboard.press('l')
      await expect(first.getByRole('button', { name: /^Like/ })).toHaveAttribute('aria-pressed', String(path === '/'))
      for (const key of ['o', 'Enter']) {
        await page.keyboard.press(key)
        await expect(open).toBeVisible()
        await page.goBack()
        await expect(first).toContainText('Story 3')
        await first.focus()
      }
    }
    await page.keyboard.press('r')
    const box = page.getByRole('textbox', { name: 'Write a comment' })
    await expect(box).toBeFocused()
    await page.keyboard.type('jolly')
    await page.keyboard.press('Escape')
    await expect(box).not.toBeFocused()
    await expect(box).toHaveValue('jolly')
    await page.keyboard.press('l')
    await expect(page.getByRole('button', { name: /^Like/ })).toHaveAttribute('aria-pressed', 'true')
    // There the post does not open once more.
    const address = page.url()
    await page.keyboard.press('o')
    await page.keyboard.press('r')
    await expect(box).toBeFocused()
    expect(page.url()).toBe(address)
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await expect(page).toHaveURL('/')
  })

  test('c writes from any page, in a Russian layout and with Caps Lock, but not from a dialog, a menu or the panel', async ({
    join,
  }) => {
    const [, ben] = await anaAndHerReader(join, 1)
    const { page } = ben
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    const press = (key: string, code: string) =>
      page.evaluate((init) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init)), {
        key,
        code,
        bubbles: true,
        cancelable: true,
      })
    for (const path of ['/places', '/settings', '/notifications', `/people/${ben.handle}`]) {
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
      await expect(async () => {
        await press('?', 'Slash')
        await expect(help).toBeVisible({ timeout: 500 })
      }).toPass()
      await page.keyboard.press('c')
      await expect(help).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(help).toBeHidden()
      await press('с', 'KeyC')
      await expect(composer(page)).toBeFocused()
      await expect(page).toHaveURL('/')
    }
    await page.goto('/places')
    await page.getByRole('button', { name: /^Notifications/ }).click()
    await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeFocused()
    await page.keyboard.press('c')
    await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Your account' }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('c')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Your account' })).toBeFocused()
    await expect(page).toHaveURL('/places')
    await press('C', 'KeyC')
    await expect(composer(page)).toBeFocused()
  })

  test('skip link and the button of the help have their padding when they get the focus', async ({ join }) => {
    const { page } = await join('Ana')
    await page.goto('/places')
    for (const name of ['Skip to content', 'Keyboard shortcuts']) {
      await page.keyboard.press('Tab')
      const shown = page.getByText(name)
      await expect(shown).toBeFocused()
      const { height, padding } = await shown.evaluate((element) => ({
        height: element.getBoundingClientRect().height,
        padding: Number.parseFloat(getComputedStyle(element).paddingInlineStart),
      }))
      expect(height).toBeGreaterThanOrEqual(40)
      expect(padding).toBeGreaterThanOrEqual(16)
    }
  })
})
