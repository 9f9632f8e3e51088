import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetCopiesOf } from '@/components/client/forget-copies-of'
import { forgetStoredPages, generationNow } from '@/components/client/forget-stored-pages'
import { memoryCaches } from './cache-storage'

vi.stubGlobal('CARILLON_FILES', { build: 'test', paths: [] })
const { findPage, listPages, storePage } = await import('@/components/service-worker/stored-pages')

const SITE = 'https://carillon.example'
const ANA = '120'
const CLEO = '121'

const pageFor = (viewer: string, text = 'hello') =>
  new Response(
    `<!DOCTYPE html><html lang="en"><head><meta name="carillon-viewer" content="${viewer}"/><title>${text} · Carillon</title></head></html>`,
    { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'self'" } },
  )

/** Somebody reads a page, asked for now or in an earlier generation. */
const reads = async (path: string, response: Response, askedIn?: string) =>
  storePage({ address: SITE + path, response, askedIn: askedIn ?? (await generationNow()) })

const stored = async () => (await listPages()).map(({ path }) => path)
const shows = async (path: string) => (await findPage(SITE + path))?.text()

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-28T14:32:00Z') })
  vi.stubGlobal('caches', memoryCaches())
})
afterEach(() => {
  vi.useRealTimers()
})

test('what Ana has read is shown to her again, with its time and its policy', async () => {
  await reads('/posts/1', pageFor(ANA, 'A post by Ben'))
  const copy = await findPage(`${SITE}/posts/1`)
  expect(await copy?.text()).toContain('<html data-stored-at="2026-11-28T14:32:00.000Z" data-shown-as="away" lang="en"')
  expect(copy?.headers.get('content-security-policy')).toBe("default-src 'self'")
  expect(await listPages()).toEqual([
    { path: '/posts/1', title: 'A post by Ben', readAt: new Date('2026-11-28T14:32:00Z') },
  ])
})

test('a page for Cleo, or for a visitor, removes what was stored for Ana; also one that is not stored itself', async () => {
  for (const other of [CLEO, '']) {
    for (const path of ['/', '/settings', '/sign-in']) {
      await reads('/posts/1', pageFor(ANA))
      await reads(path, pageFor(other))
      expect(await stored()).toEqual(path === '/' ? ['/'] : [])
    }
  }
})

test('should a page for Ana be left all the same, Cleo is not shown it', async () => {
  await reads('/posts/1', pageFor(ANA))
  const left = await (await caches.open('carillon-pages')).match(`${SITE}/posts/1`)
  await reads('/', pageFor(CLEO))
  await (await caches.open('carillon-pages')).put(`${SITE}/posts/1`, left ?? new Response())
  expect(await shows('/posts/1')).toBeUndefined()
})

test('a page that says for nobody whether it is stored changes nothing', async () => {
  await reads('/posts/1', pageFor(ANA))
  await reads('/nothing', new Response('<html></html>', { headers: { 'content-type': 'text/html' } }))
  expect(await stored()).toEqual(['/posts/1'])
})

test('a page that was asked for before Ana signed out and comes after it is not stored', async () => {
  await reads('/', pageFor(ANA))
  const before = await generationNow()
  await forgetStoredPages()
  await reads('/posts/1', pageFor(ANA), before)
  expect(await stored()).toEqual([])
  await reads('/', pageFor(CLEO))
  await reads('/posts/1', pageFor(ANA), before)
  expect(await stored()).toEqual(['/'])
  expect(await shows('/posts/1')).toBeUndefined()
})

test('nor when it came by the worker of a new version, and the one before was told that she signs out', async () => {
  const before = await generationNow()
  vi.resetModules()
  const other = await import('@/components/client/forget-stored-pages')
  await other.forgetStoredPages()
  await reads('/posts/1', pageFor(ANA), before)
  expect(await stored()).toEqual([])
})

test.each([
  ['signs out', forgetStoredPages],
  ['may not see a post on it any more', () => forgetCopiesOf('7001')],
])('however late in the storing she %s', async (_, forget) => {
  for (let step = 0; step < 60; step += 2) {
    const storing = reads('/posts/7001', pageFor(ANA, 'Post 7001'))
    for (let passed = 0; passed < step; passed++) await Promise.resolve()
    await Promise.all([storing, forget()])
    expect([step, await stored()]).toEqual([step, []])
  }
})

test('signing out while a page is being stored leaves nothing', async () => {
  const storing = reads('/posts/1', pageFor(ANA))
  await Promise.all([storing, forgetStoredPages()])
  expect(await stored()).toEqual([])
})

test('nor while its files are still loaded', async () => {
  let arrive = (_file: Response) => {}
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (arrive = resolve)))
  const html = (await pageFor(ANA).text()).replace(
    '</head>',
    '<script src="/_next/static/chunks/slow.js"></script></head>',
  )
  const storing = reads('/posts/1', new Response(html, { headers: { 'content-type': 'text/html' } }))
  await vi.advanceTimersByTimeAsync(0)
  await forgetStoredPages()
  arrive(new Response('code'))
  await storing
  expect(await stored()).toEqual([])
})

test.each([401, 403, 404, 410])(
  'a page that is answered with %i is not there any more, and neither is its copy',
  async (status) => {
    await reads('/posts/1', pageFor(ANA))
    await reads('/posts/2', pageFor(ANA))
    await reads('/posts/1', new Response('', { status }))
    expect(await stored()).toEqual(['/posts/2'])
  },
)

test('an error of the site is not stored, and does not replace what is', async () => {
  await reads('/posts/1', pageFor(ANA, 'A post'))
  for (const status of [500, 503]) await reads('/posts/1', new Response(pageFor(ANA, 'Broken').body, { status }))
  expect(await shows('/posts/1')).toContain('A post')
})

test('the forty pages that were read last stay, and none for more than seven days', async () => {
  for (let nth = 1; nth <= 45; nth++) await reads(`/posts/${nth}`, pageFor(ANA))
  await reads('/posts/6', pageFor(ANA))
  await reads('/posts/46', pageFor(ANA))
  const left = await stored()
  expect([left.length, left[0], left[1], left.at(-1)]).toEqual([40, '/posts/46', '/posts/6', '/posts/8'])
  vi.setSystemTime(Date.parse('2026-12-05T14:32:01Z'))
  expect([await stored(), await shows('/posts/46')]).toEqual([[], undefined])
})

test('a copy whose scripts are not stored is not shown: it would not work', async () => {
  const html = await pageFor(ANA).text()
  const broken = html.replace('</head>', '<script src="/_next/static/chunks/gone.js"></script></head>')
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }))
  await reads('/posts/1', new Response(broken, { headers: { 'content-type': 'text/html' } }))
  expect(await shows('/posts/1')).toBeUndefined()
})
