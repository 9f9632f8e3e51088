import type { Page } from '@playwright/test'
import { block, post } from '../support/acts'
import { recordAnnouncements } from '../support/announcements'
import { openFeed, openLive, scrollTo, watchLayout } from '../support/feed-page'
import { expect, test } from '../support/support'

/** The pages that are asked for from now on come when they are released. */
async function holdPages(page: Page) {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route(
    (url) => url.searchParams.has('_rsc'),
    async (route) => {
      await opened
      await route.continue()
    },
  )
  return async () => {
    open()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

/** They are there after 80 and 200 ms; the page that is asked for does not come before it is released. */
const SOON = { timeout: 2_000 }

const bar = (page: Page) => page.getByRole('progressbar', { name: 'Loading the page' })
const skeleton = (page: Page) => page.getByRole('status', { name: 'Loading the page' })

test('a page that comes late shows a bar and its shape at once, nothing jumps when it comes, and it is announced', async ({
  join,
}) => {
  const ana = await join('Ana')
  await post(ana, 'Bread is ready')
  await ana.page.goto('/')
  const announcements = await recordAnnouncements(ana.page)
  const heard: string[] = []
  // Its code is loaded a moment after the first page.
  let shapesAreHere = false
  for (const [name, heading, tab] of [
    ['Friends', 'Friends'],
    ['Notifications', 'Notifications', 'All'],
    ['Places', 'Places'],
    ['Settings', 'Settings', 'Profile'],
    ['Profile', 'Ana', 'Posts'],
  ] as const) {
    const shifts = await watchLayout(ana.page)
    const release = await holdPages(ana.page)
    const link = ana.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).first()
    if (name === 'Notifications') await ana.page.keyboard.press('g').then(() => ana.page.keyboard.press('n'))
    else await link.click()
    await expect(bar(ana.page)).toBeVisible(SOON)
    await expect(skeleton(ana.page)).toBeVisible(shapesAreHere ? SOON : undefined)
    shapesAreHere = true
    expect(await ana.page.evaluate(() => window.scrollY)).toBe(0)
    await release()
    await expect(ana.page.getByRole('heading', { name: heading, level: 1, exact: true })).toBeVisible()
    await expect(bar(ana.page)).toHaveCount(0)
    await expect(skeleton(ana.page)).toHaveCount(0)
    expect(await shifts()).toBeLessThanOrEqual(0.02)
    await expect(ana.page).toHaveTitle(new RegExp(heading))
    heard.push(tab ? `${heading}, ${tab}` : heading)
    await expect.poll(announcements).toEqual(heard)
  }
})

test('each page is announced once, also after one of the same name; a page that vanishes is an alert', async ({
  join,
  tolerate,
}) => {
  tolerate(/status of 404/)
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const [first, second] = [await post(ana, 'Bread is ready'), await post(ana, 'Tea is ready')]
  await openFeed(ana)
  const announcements = await recordAnnouncements(ana.page)
  const heard: string[] = []
  async function expectHeard(text: string): Promise<void> {
    heard.push(text)
    await expect.poll(announcements).toEqual(heard)
  }
  const press = (name: string) => ana.page.getByRole('link', { name, exact: true }).first().click()
  const open = ({ id }: { id: string }) => ana.page.locator(`a[href="/posts/${id}"]`).first().click()

  await press('Friends')
  await expectHeard('Friends')
  await press('Home')
  await expectHeard('Home')
  await open(first)
  await expectHeard('Post')
  await press('Home')
  await expectHeard('Home')
  await open(second)
  await expectHeard('Post')
  await ana.page.evaluate(() => window.history.go(-2))
  await expectHeard('Post')
  await press('Profile')
  await expectHeard('Ana, Posts')
  await press('Followers')
  await expectHeard('Ana, Followers')

  await openLive(ana, `/people/${ben.handle}`)
  await block(ben, ana)
  await expect(ana.page.getByRole('alert').filter({ hasText: 'There is nothing here' })).toBeVisible()
})

test('a reader who changes their mind while a page is loading is where they were', async ({ join }) => {
  const ana = await join('Ana')
  for (let nth = 1; nth <= 15; nth++) await post(ana, `Story ${nth}`)
  await ana.page.goto(`/people/${ana.handle}`)
  await scrollTo(ana.page, 700)
  const before = await ana.page.evaluate(() => window.scrollY)
  const release = await holdPages(ana.page)
  const menu = ana.page.getByRole('navigation', { name: 'Main' })
  await menu.getByRole('link', { name: 'Friends' }).click()
  await expect(skeleton(ana.page)).toBeVisible()
  await menu.getByRole('link', { name: 'Profile' }).click()
  await release()
  await expect(skeleton(ana.page)).toHaveCount(0)
  await expect(ana.page.getByRole('heading', { name: 'Ana', level: 1 })).toBeAttached()
  expect(await ana.page.evaluate(() => window.scrollY)).toBe(before)
})

test('statuses and redirects of pages are as they are without skeletons', async ({ join, request }) => {
  const [ana, ben] = [await join('Ana'), await join('Ben')]
  const hidden = await post(ana, 'For me', { audience: 'only_me' })
  expect((await ben.context.request.get(`/posts/${hidden.id}`)).status()).toBe(404)
  expect((await ben.context.request.get('/people/nobody_of_this_name')).status()).toBe(404)
  const redirect = await request.get('/notifications', { maxRedirects: 0 })
  expect([redirect.status(), redirect.headers().location]).toEqual([307, '/sign-in?next=%2Fnotifications'])
})
