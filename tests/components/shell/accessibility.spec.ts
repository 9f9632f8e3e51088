import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { befriend, post } from '../support/acts'
import { bell, openPanel, panel, rows } from '../support/bell-page'
import { furnish, RINGS } from '../support/furnish'
import { expect, test } from '../support/support'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const VISITOR_SCREENS = ['/', '/sign-in', '/sign-up', '/nothing/of/the/kind']

test('axe finds nothing on the screens of visitors', async ({ page, tolerate }) => {
  tolerate(/status of 404/)
  for (const path of VISITOR_SCREENS) await examine(page, path)
})

test('axe finds nothing on the screens of members', async ({ join }) => {
  test.slow()
  const ana = await join('Ana')
  for (const path of await furnish(ana, join)) await examine(ana.page, path)
})

test('axe finds nothing in the open panel, with rows and without', async ({ join }) => {
  const ana = await join('Ana')
  await ana.page.goto('/places')
  await bell(ana.page).click()
  await expect(panel(ana.page).getByRole('heading', { name: 'You are all caught up' })).toBeVisible()
  await expectClean(ana.page)
  await ana.page.keyboard.press('Escape')
  await furnish(ana, join)
  await openPanel(ana.page)
  await expect(rows(ana.page)).toHaveCount(RINGS)
  await rows(ana.page).first().focus()
  await expectClean(ana.page)
})

test('axe finds nothing in an open menu and dialog', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await ana.page.goto(`/people/${ben.handle}`)
  await ana.page.getByRole('button', { name: 'More about Ben', exact: true }).click()
  await expect(ana.page.getByRole('menu')).toBeVisible()
  // An open menu floats above the landmarks.
  await expectClean(ana.page, { except: ['region'] })
  await ana.page.getByRole('menuitem', { name: 'Block' }).click()
  await expect(ana.page.getByRole('dialog')).toBeVisible()
  await expectClean(ana.page)
})

for (const [width, size] of [
  [320, '100%'],
  [640, '200%'],
] as const) {
  test(`nothing reaches beyond a screen of ${width} px with letters of ${size}`, async ({ join }) => {
    test.slow()
    const ana = await join('Ana', { viewport: { width, height: 640 } })
    for (const path of await furnish(ana, join, 'Maximiliana Wolfeschlegelsteinhausenbergerdorff')) {
      await ana.page.goto(path)
      await ana.page.evaluate((percent) => document.documentElement.style.setProperty('font-size', percent), size)
      const beyond = await ana.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(beyond, path).toBeLessThanOrEqual(0)
    }
  })
}

test('the keyboard is enough for skip link, menu and dialog, and the focus returns', async ({ join }) => {
  const [{ page }, ben] = [await join('Ana'), await join('Ben')]
  await page.goto(`/people/${ben.handle}`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Following' })).toBeFocused()

  const more = page.getByRole('button', { name: 'More about Ben', exact: true })
  await more.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Mute' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('b')
  await expect(page.getByRole('menuitem', { name: 'Block' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('dialog', { name: /^Block Ben \(@ben_\w+\)\?$/ }).getByRole('button', { name: 'Cancel' }),
  ).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(more).toBeFocused()
})

test('a script that is injected into the page does not run', async ({ page, tolerate }) => {
  tolerate(/Content Security Policy|status of 404/)
  const response = await page.goto('/sign-in')
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  const ran = await page.evaluate(() => {
    const script = document.createElement('img')
    script.setAttribute('onerror', 'window.injected = true')
    script.src = '/nothing.png?'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<button id="trap" onclick="window.injected = true">x</button>')
    document.getElementById('trap')?.click()
    return 'injected' in window
  })
  expect(ran).toBe(false)
})

async function examine(page: Page, path: string) {
  await page.goto(path)
  await expectClean(page)
}

/** Elements that fade in have too little contrast until they are shown. */
async function settleAnimations(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

/** By all rules in light colours, and in dark ones by the only rule that depends on them. */
async function expectClean(page: Page, { except = [] }: { except?: string[] } = {}) {
  await expectNothing(page, new AxeBuilder({ page }).withTags(RULES).disableRules(except))
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNothing(page, new AxeBuilder({ page }).withRules(['color-contrast']))
  await page.emulateMedia({ colorScheme: 'light' })
}

async function expectNothing(page: Page, axe: AxeBuilder) {
  await page.evaluate(settleAnimations)
  const { violations } = await axe.analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  expect(found, page.url()).toEqual([])
}

test('a page prefetches only links that the pointer or the focus reaches', async ({ join }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  await befriend(ana, ben)
  await post(ben, 'Hello.')
  const asked: string[] = []
  ana.page.on('request', (request) => request.url().includes('_rsc=') && asked.push(request.url()))
  await ana.page.goto('/')
  await expect(ana.page.getByText('Hello.')).toBeVisible()
  // The request for this link is the first one.
  await ana.page.getByRole('link', { name: 'Friends' }).first().hover()
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  expect(asked.filter((address) => !address.includes('/friends?'))).toEqual([])
})
