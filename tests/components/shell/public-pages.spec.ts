import type { Page } from '@playwright/test'
import { createPlace, post } from '../support/acts'
import { accountOf, expect, PASSWORD, test } from '../support/support'

/** What the head of a page says to programs, by name. */
async function headOf(page: Page): Promise<Record<string, string | null>> {
  const metas = await page
    .locator('meta[property], meta[name="description"], meta[name="robots"]')
    .evaluateAll((all) =>
      all.map((meta) => [
        meta.getAttribute('property') ?? meta.getAttribute('name') ?? '',
        meta.getAttribute('content'),
      ]),
    )
  const canonical = page.locator('link[rel="canonical"]')
  const link = (await canonical.count()) > 0 ? await canonical.first().getAttribute('href') : null
  return { ...Object.fromEntries(metas), canonical: link }
}

test('what is public has a description and a preview; what is not has none, and looks like what is not there', async ({
  join,
  page,
  tolerate,
}) => {
  tolerate(/status of 404/)
  const ana = await join('Ana')
  const text = `Swallows above the harbour. ${'They circle. '.repeat(40)}`
  const open = await post(ana, text)
  const closed = await post(ana, 'For friends only', { audience: 'friends' })
  const { id: placeId } = await createPlace(ana, { name: `Harbour ${ana.handle}` })

  await page.goto(`/posts/${open.id}`)
  const head = await headOf(page)
  const title = `A post by Ana (@${ana.handle})`
  expect(head).toMatchObject({ 'og:type': 'article', 'og:title': title, 'og:site_name': 'Carillon' })
  expect(head['og:description']).toMatch(/^Swallows above the harbour\..{100,200}…$/)
  expect(head.description).toBe(head['og:description'])
  expect(new URL(head.canonical ?? '').pathname).toBe(`/posts/${open.id}`)
  expect(head['og:url']).toBe(head.canonical)
  await page.goto(`/people/${ana.handle.toUpperCase()}`)
  expect(await headOf(page)).toMatchObject({ 'og:type': 'profile', 'og:title': `Ana (@${ana.handle})` })
  expect(new URL((await headOf(page)).canonical ?? '').pathname).toBe(`/people/${ana.handle}`)
  await page.goto(`/places/${placeId}`)
  expect(await headOf(page)).toMatchObject({ 'og:title': `Harbour ${ana.handle}` })

  await page.goto(`/posts/${closed.id}`)
  const hidden = await headOf(page)
  await page.goto('/posts/1000000000000000')
  expect(hidden).toEqual(await headOf(page))
  expect(Object.keys(hidden).filter((name) => name.startsWith('og:'))).toEqual([])
  // Its author sees it, but a preview of it must not exist.
  await ana.page.goto(`/posts/${closed.id}`)
  const own = await headOf(ana.page)
  expect(Object.keys(own).filter((name) => name.startsWith('og:'))).toEqual([])
  expect(JSON.stringify(own)).not.toContain('For friends only')
  const { id: flat } = await createPlace(ana, { name: `Flat ${ana.handle}`, address: 'Quay 7', listed: false })
  await ana.page.goto(`/places/${flat}`)
  await expect(ana.page).toHaveTitle(`Flat ${ana.handle} · Carillon`)
  const ofFlat = await headOf(ana.page)
  expect(ofFlat).toMatchObject({ robots: 'noindex', canonical: null })
  expect(Object.keys(ofFlat).filter((name) => name.startsWith('og:'))).toEqual([])
  expect(JSON.stringify(ofFlat)).not.toContain('Quay 7')
})

test('a visitor who presses a heart is told why that needs an account, makes one, and is back at the post', async ({
  join,
  page,
}) => {
  const ana = await join('Ana')
  const { id } = await post(ana, 'Please like this')
  await page.goto(`/people/${ana.handle}`)
  await page.getByRole('link', { name: /Sign in to like/ }).click()
  await expect(page.getByText('A like shows who it is from, so it needs an account.')).toBeVisible()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await expect(page.getByText('A like shows who it is from, so it needs an account.')).toBeVisible()
  const cleo = accountOf('Cleo')
  for (const [label, value] of [
    ['Name', 'Cleo'],
    ['Handle', cleo.handle],
    ['E-mail', cleo.email],
    ['Password', PASSWORD],
  ] as const) {
    await page.getByLabel(label).fill(value)
  }
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(`/posts/${id}`)
  await page.getByRole('button', { name: /^Like/ }).click()
  await expect(page.getByRole('button', { name: /^Like/ })).toHaveAttribute('aria-pressed', 'true')
})

test('a printed post is the post, dark on white, with the address of its links and nothing that can be pressed', async ({
  join,
}) => {
  const ana = await join('Ana', { colorScheme: 'dark' })
  const { id } = await post(ana, 'Read https://example.org/a/long/way/to/go/before/one/is/there/at/last today')
  const { page } = ana
  await page.goto(`/posts/${id}`)
  const address = page.getByRole('link', { name: 'example.org' })
  await expect(address).toBeVisible()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('article').first()).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('textbox')).toHaveCount(0)
  const look = await page.getByText('Read').evaluate((element) => {
    const { color } = getComputedStyle(element)
    return [color, getComputedStyle(document.documentElement).backgroundColor]
  })
  expect(look).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  expect(await address.evaluate((link) => getComputedStyle(link, '::after').content)).toContain('example.org/a/long')
})

test('programs find what they look for: manifest, icons, robots, the page to change a password, the worker', async ({
  page,
  request,
}) => {
  await page.goto('/sign-in')
  const manifest = await (
    await request.get((await page.locator('link[rel="manifest"]').getAttribute('href')) ?? '')
  ).json()
  expect(manifest).toMatchObject({ name: 'Carillon', start_url: '/', scope: '/', display: 'standalone' })
  expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toContain('maskable')
  for (const { src, sizes } of manifest.icons) {
    const picture = await page.evaluate(async (address) => {
      const { width, height } = await createImageBitmap(await (await fetch(address)).blob())
      return `${width}x${height}`
    }, src)
    expect(picture).toBe(sizes)
  }
  const robots = await (await request.get('/robots.txt')).text()
  for (const path of ['/api/', '/settings', '/notifications']) expect(robots).toContain(`Disallow: ${path}`)
  expect(robots).not.toMatch(/Disallow: \/(posts|people|places)?\s/)
  const change = await request.get('/.well-known/change-password', { maxRedirects: 0 })
  expect([change.status(), change.headers().location]).toEqual([302, '/settings/password'])
  const worker = await request.get('/sw.js')
  expect(worker.headers()).toMatchObject({
    'cache-control': 'no-cache',
    'content-type': 'text/javascript; charset=utf-8',
  })
  expect((await request.get('/.well-known/resource-that-should-not-exist')).status()).toBe(404)
})
