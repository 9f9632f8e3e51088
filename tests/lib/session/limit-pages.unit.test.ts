import type { IncomingMessage, ServerResponse } from 'node:http'
import { beforeAll, expect, test, vi } from 'vitest'

type Refuse = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

let refuseTooManyPages: Refuse

// Without Redis each process counts for itself, at a tenth of the rate: five pages.
beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', 'a secret of this test, which is long enough')
  vi.stubEnv('SITE_URL', 'https://carillon.example')
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost/none')
  vi.stubEnv('REDIS_URL', 'redis://localhost:1')
  vi.stubEnv('LIMIT_PAGES_PER_MINUTE', '50')
  vi.stubEnv('LOG_LEVEL', 'silent')
  const module = await import('@/lib/session/limit-pages')
  refuseTooManyPages = module.refuseTooManyPages
})

let browsers = 0

/** A browser with an address of its own. */
function browser() {
  const remoteAddress = `198.51.100.${++browsers}`
  return async (url: string, headers: Record<string, string> = {}) => {
    const answer = { status: 200, headers: {} as Record<string, string>, body: '' }
    const response = {
      writeHead: (status: number, given: Record<string, string>) => Object.assign(answer, { status, headers: given }),
      end: (body: string) => Object.assign(answer, { body }),
    }
    await refuseTooManyPages(
      { url, headers, socket: { remoteAddress } } as unknown as IncomingMessage,
      response as unknown as ServerResponse,
    )
    return answer
  }
}

async function statusesOf(load: ReturnType<typeof browser>, path: string, headers: Record<string, string> = {}) {
  const statuses = []
  for (let at = 0; at < 6; at++) statuses.push((await load(path, headers)).status)
  return statuses
}

const FIVE = [200, 200, 200, 200, 200, 429]

test.each(['/people/ana', '/people/x.a', '/faces/nobody.svg', '/nothing.js', '/_next/data/x/people/ana.json'])(
  '%s is a page: after five, one has to wait',
  async (path) => {
    expect(await statusesOf(browser(), path)).toEqual(FIVE)
  },
)

test.each(['/faces/ana.svg', '/icons/icon-192.png', '/_next/static/a.js', '/sw.js', '/favicon.ico', '/api/feed'])(
  '%s is none, and may be read as often as one likes',
  async (path) => {
    expect(await statusesOf(browser(), path)).toEqual(Array(6).fill(200))
  },
)

test.each([
  ['the router reads ahead', { rsc: '1', 'next-router-prefetch': '1' }],
  ['the service worker stores', { purpose: 'prefetch' }],
  ['a browser reads ahead', { 'sec-purpose': 'prefetch;prerender' }],
])('however many pages %s, the reader can open pages', async (_what, headers) => {
  const load = browser()
  expect(await statusesOf(load, '/people/ana', headers as Record<string, string>)).toEqual(FIVE)
  expect(await statusesOf(load, '/people/ana')).toEqual(FIVE)
})

test('a page load that has to wait is a page of the site, which loads itself again', async () => {
  const load = browser()
  await statusesOf(load, '/')
  const { status, headers, body } = await load('/people/ana')
  expect(status).toBe(429)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  const wait = Number(headers['retry-after'])
  expect(wait).toBeGreaterThan(0)
  expect(body).toContain(`<meta http-equiv="refresh" content="${wait}">`)
  expect(body).toContain('<h1>That was a bit much</h1>')
})
