import type { Page } from '@playwright/test'
import { befriend, follow, post } from '../support/acts'
import { bell, openPanel, panel } from '../support/bell-page'
import { openFeed } from '../support/feed-page'
import { expect, test } from '../support/support'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const TABLET = { viewport: { width: 1100, height: 800 }, hasTouch: true, isMobile: true }

const menu = (page: Page) => page.getByRole('menu')
const centreOf = async (page: Page, name: RegExp) => {
  const box = await page.getByRole('button', { name }).first().boundingBox()
  if (!box) throw new Error(`no button ${name} is on the screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A finger comes down here, moves up, and is lifted. */
async function swipeUp(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] })
  await touch('touchStart', y)
  for (let moved = 10; moved <= 120; moved += 10) await touch('touchMove', y - moved)
  await touch('touchEnd')
  await session.detach()
}

const BUTTONS = [/^More about the post/, /^For: /]

test('a scroll that begins on the button of a menu opens nothing, also when it was open before', async ({ join }) => {
  const ben = await join('Ben', PHONE)
  for (let nth = 1; nth <= 12; nth++) await post(ben, `Story ${nth}`)
  await openFeed(ben)
  const { page } = ben
  for (const name of BUTTONS) {
    await page.evaluate(() => window.scrollTo(0, 0))
    for (const time of ['first', 'second']) {
      await swipeUp(page, await centreOf(page, name))
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(20)
      await expect(menu(page), `${name}, ${time} time`).toHaveCount(0)
      await page.evaluate(() => window.scrollTo(0, 0))
      await page.getByRole('button', { name }).first().tap()
      await expect(menu(page)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(menu(page)).toHaveCount(0)
    }
  }
})

test('the tap that closes a menu presses nothing else', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben', PHONE)]
  await befriend(ana, ben)
  await post(ana, 'Hello.')
  await openFeed(ben)
  const { page } = ben
  const like = page.getByRole('button', { name: /^Like/ }).first()
  for (const name of BUTTONS) {
    await page.getByRole('button', { name }).first().tap()
    await expect(menu(page)).toBeVisible()
    const { x, y } = await centreOf(page, /^Like/)
    await page.touchscreen.tap(x, y)
    await expect(menu(page)).toHaveCount(0)
    await expect(like).toHaveAttribute('aria-pressed', 'false')
    await expect(page).toHaveURL('/')
    // The button of the menu closes it, too.
    await page.getByRole('button', { name }).first().tap()
    await expect(menu(page)).toBeVisible()
    const button = await centreOf(page, name)
    await page.touchscreen.tap(button.x, button.y)
    await expect(menu(page)).toHaveCount(0)
  }
  // And the next tap presses.
  await like.tap()
  await expect(like).toHaveAttribute('aria-pressed', 'true')
})

test('the tap that closes the panel of the bell presses nothing else', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben', TABLET)]
  await follow(ana, ben)
  await post(ben, 'Hello.')
  await openFeed(ben)
  const { page } = ben
  await openPanel(page)
  const box = await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Places' }).boundingBox()
  if (!box) throw new Error('no link to the places is on the screen')
  await page.touchscreen.tap(box.x + 20, box.y + 20)
  await expect(panel(page)).toHaveCount(0)
  await expect(page).toHaveURL('/')
  // The bell closes its panel.
  await openPanel(page)
  const button = await bell(page).boundingBox()
  if (!button) throw new Error('no bell is on the screen')
  await page.touchscreen.tap(button.x + 20, button.y + 20)
  await expect(panel(page)).toHaveCount(0)
  await expect(bell(page)).toBeFocused()
})

test('Escape closes one layer at a time, and the focus returns to what opened it', async ({ join }) => {
  const ana = await join('Ana')
  await post(ana, 'Half a sentence')
  await openFeed(ana)
  const { page } = ana
  const more = page.getByRole('button', { name: /^More about the post/ })
  await more.click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit post' })
  await dialog.getByLabel('Text').fill('A whole sentence')
  await dialog.getByRole('button', { name: /^For: / }).click()
  // In the dialog, which covers everything that is outside of it.
  await expect(dialog.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu(page)).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: /^For: / })).toBeFocused()
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Discard your changes?' })
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
  await expect(more).toBeFocused()
})
