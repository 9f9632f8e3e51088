import type { Page } from '@playwright/test'
import { openPanel, panel } from '../support/bell-page'
import { invisibleMarks, shapelessButtons } from '../support/forced-colours'
import { furnish } from '../support/furnish'
import { cutLabels, enlargeText, overlappingTexts } from '../support/large-text'
import { expect, test } from '../support/support'
import { smallTargets } from '../support/targets'

const LONG_NAME = 'Maximiliana Wolfeschlegelsteinhausenbergerdorff'
const WIDE_PHONE = { width: 390, height: 844 }
const NARROW_PHONE = { width: 320, height: 844 }
const PHONE = { viewport: WIDE_PHONE, hasTouch: true, isMobile: true }
const VISITOR_SCREENS = ['/', '/sign-in', '/sign-up', '/nothing/of/the/kind']

const expectTargets = async (page: Page, least: number, where: string) =>
  expect.soft(await smallTargets(page, least), `${where}: targets`).toEqual([])

/** With letters of 200 %, on phones of two widths. */
async function expectReadable(page: Page, where: string): Promise<void> {
  await page.evaluate(enlargeText)
  for (const phone of [NARROW_PHONE, WIDE_PHONE]) {
    await page.setViewportSize(phone)
    const what = `${where}, ${phone.width} px`
    const beyond = await page.evaluate((width) => document.documentElement.scrollWidth - width, phone.width)
    expect.soft(beyond, `${what}: beyond the window`).toBeLessThanOrEqual(0)
    expect.soft(await cutLabels(page, phone.width), `${what}: cut`).toEqual([])
    for (const part of ['main', 'nav', 'dialog[open]', 'body > div > header']) {
      expect.soft(await overlappingTexts(page, part), `${what}: lie over each other in ${part}`).toEqual([])
    }
  }
}

test('on a phone, on every page, targets have 44 px, and with letters of 200 % every label is there, whole', async ({
  join,
  openBrowser,
  tolerate,
}) => {
  test.slow()
  tolerate(/status of 404/)
  const { page, ...ana } = await join('Ana', PHONE)
  const paths = await furnish({ page, ...ana }, join, LONG_NAME)
  const look = async (where: string) => {
    await expectTargets(page, 44, where)
    await expectReadable(page, where)
  }
  for (const path of paths) {
    await page.goto(path)
    await look(path)
  }
  await page.goto('/')
  await page.getByRole('button', { name: 'Check in' }).tap()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectTargets(page, 44, 'the picker of places')
  await page.getByRole('option').first().tap()
  await expect(page.getByRole('button', { name: /^Remove/ })).toBeVisible()
  await look('a check-in in the composer')
  await page.goto('/')
  await page
    .getByRole('button', { name: /^More about the post by Ana/ })
    .first()
    .tap()
  await expect(page.getByRole('menu')).toBeVisible()
  await look('a menu')
  await page.getByRole('menuitem', { name: 'Edit' }).tap()
  await expect(page.getByRole('dialog')).toBeVisible()
  await look('the dialog to edit')
  await page.goto('/settings/devices')
  await page.getByRole('button', { name: 'Sign out all other devices' }).tap()
  await look('a question')

  const visitor = await (await openBrowser(PHONE)).newPage()
  for (const path of [...VISITOR_SCREENS, paths[2] ?? '', paths[5] ?? '']) {
    await visitor.goto(path)
    await expectTargets(visitor, 44, `${path}, for a visitor`)
    await expectReadable(visitor, `${path}, for a visitor`)
    await visitor.setViewportSize(WIDE_PHONE)
  }
})

test('with a mouse targets have 24 px; with forced colours, light and dark, buttons keep their shape and marks are seen', async ({
  join,
}) => {
  test.slow()
  const ana = await join('Ana', { viewport: { width: 800, height: 900 } })
  const { page } = ana
  const look = async (where: string, marks?: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ forcedColors: 'active', colorScheme })
      expect.soft(await shapelessButtons(page), `${where}, ${colorScheme}: without a shape`).toEqual([])
      if (marks) expect.soft(await invisibleMarks(page, marks), `${where}, ${colorScheme}: not seen`).toBe(0)
    }
    await page.emulateMedia({ forcedColors: 'none' })
    await expectTargets(page, 24, where)
  }
  const paths = await furnish(ana, join, LONG_NAME)
  // Later the notifications are shown, and the badge is gone.
  await page.goto('/')
  await look('the badge', '[data-badge]')
  for (const path of paths) {
    await page.goto(path)
    await look(path)
  }
  await page.goto('/settings')
  await page.emulateMedia({ forcedColors: 'active' })
  const lines = await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link')
    .evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).borderBottomColor))
  // One is selected, and the three others do not look like it.
  expect.soft(new Set(lines.slice(1)).size).toBe(1)
  expect.soft(lines[0]).not.toBe(lines[1])

  await page.goto('/places')
  await openPanel(page)
  await look('the panel', 'article[data-state=unread] p > [aria-hidden]')
  await page.keyboard.press('Escape')
  await page.evaluate(enlargeText)
  await openPanel(page)
  await expect(panel(page)).toBeInViewport({ ratio: 1 })
})
