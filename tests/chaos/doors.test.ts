import { get, type IncomingMessage } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { sendRaw, statusOf } from './support/raw-request'
import { request } from './support/request'
import { Site, startSite } from './support/site'
import { until } from './support/waiting'

/** Headers of a request that ends its connection. */
const head = (line: string, headers: string[] = []) =>
  [`${line} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close', ...headers, '', ''].join('\r\n')

const MALFORMED: [string, number, string][] = [
  ['TRACE of a page', 405, head('TRACE /')],
  ['TRACE of the API', 405, head('TRACE /api/feed')],
  ['an invented method', 405, head('PROPFIND /')],
  ['POST to a page', 405, head('POST /sign-in', ['content-length: 0'])],
  ['OPTIONS *', 400, head('OPTIONS *')],
  ['dot segments', 400, head('GET /api/../sign-in')],
  ['dot segments in escapes', 400, head('GET /api/%2e%2e/sign-in')],
  ['dot segments and a body in chunks', 400, head('POST /api/../sign-in', ['transfer-encoding: chunked'])],
  ['a broken escape', 400, head('GET /people/%ff')],
  ['a state of the router that is no JSON', 400, head('GET /', ['rsc: 1', 'next-router-state-tree: %5B'])],
  ['a state of the router of another shape', 400, head('GET /', ['rsc: 1', 'next-router-state-tree: [1]'])],
  [
    'two states of the router',
    400,
    head('GET /', ['rsc: 1', 'next-router-state-tree: {}', 'next-router-state-tree: {}']),
  ],
  ['the address of another site', 421, head('GET http://evil.example/')],
  ['the address of another site, by TLS', 421, head('GET https://evil.example/sign-in')],
  ['a page with a body', 413, head('GET /', ['content-length: 9000000'])],
  ['a page with a body in chunks', 413, head('GET /', ['transfer-encoding: chunked'])],
  ['a body of 9 MB for the API', 413, head('POST /api/posts', ['content-length: 9000000'])],
  ['headers of 40 KB', 431, head('GET /', [`x-long: ${'x'.repeat(40_000)}`])],
]

/** Headers that the parts of a Next.js server send each other, and broken ones of its router. */
const FRAMEWORK = [
  'x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware',
  'x-middleware-rewrite: http://evil.example/',
  'x-invoke-path: /evil',
  'x-matched-path: /../../etc/passwd',
  'x-now-route-matches: 1=a',
  'x-nextjs-data: 1',
  'next-action: 00000000000000000000000000000000',
  'next-resume: 1',
  'next-router-prefetch: \x80',
  'next-router-segment-prefetch: /../../x',
  'next-url: http://evil.example/',
  'rsc: 2',
]

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

describe('From outside', () => {
  let site: Site

  // One site for all of them. It must live through all of it.
  beforeAll(async () => {
    site = await Site.prepare({ name: 'doors', people: 0 })
    await site.open()
    return () => site.close()
  })

  it.each(MALFORMED)('%s gets %i', async (_what, status, bytes) => {
    const answer = await sendRaw(site.web.port, bytes)
    expect(statusOf(answer), answer.slice(0, 300)).toBe(status)
    expect(answer).toMatch(/x-content-type-options: nosniff/i)
    expect(site.errorLines()).toEqual([])
  })

  it.each(FRAMEWORK)('a page is answered as without the header %s', async (header) => {
    for (const line of ['GET /sign-in', 'GET /sign-in?_rsc=1', 'GET /nobody/here']) {
      const answer = await sendRaw(site.web.port, head(line, [header]))
      expect(statusOf(answer), answer.slice(0, 300)).toBeLessThan(500)
      expect(answer).not.toMatch(/^location: *(https?:)?\/\/(?!127\.0\.0\.1)/im)
    }
    expect(site.errorLines()).toEqual([])
  })

  it.each(['//evil.example/x', '/\\evil.example', '/%2f%2fevil.example', '/sign-in?next=//evil.example', '///'])(
    '%s leads to no other site',
    async (path) => {
      const answer = await sendRaw(site.web.port, head(`GET ${path}`))
      expect(statusOf(answer), answer.slice(0, 300)).toBeLessThan(500)
      expect(answer).not.toMatch(/^location: *((https?:)?[\\/]{2}|https?:)(?!127\.0\.0\.1)/im)
    },
  )

  it('its own address in the absolute form is served', async () => {
    expect(statusOf(await sendRaw(site.web.port, head(`GET ${site.address}/api/healthz`)))).toBe(200)
  })

  it.each([
    ['GET /sign-in', 'websocket', 200],
    ['GET /_next/webpack-hmr', 'websocket', 404],
    ['GET /', 'h2c', 200],
    ['TRACE /', 'websocket', 405],
    ['OPTIONS *', 'websocket', 400],
    ['GET /api/../sign-in', 'websocket', 400],
  ])('%s with an upgrade to %s is an ordinary request: %i, and its connection ends', async (line, protocol, status) => {
    const upgrade = ['host: 127.0.0.1', `upgrade: ${protocol}`, 'connection: Upgrade, close']
    const answer = await sendRaw(site.web.port, [`${line} HTTP/1.1`, ...upgrade, '', ''].join('\r\n'))
    expect(statusOf(answer), answer.slice(0, 300)).toBe(status)
    expect(answer).toMatch(/x-content-type-options: nosniff/i)
    expect(site.errorLines()).toEqual([])
  })

  it('headers and bodies that never end are ended, and others are served meanwhile', async () => {
    const slow = [
      'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ',
      'POST /api/users HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{"a',
      'POST /api/auth/signout HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc',
    ]
    const answers = Promise.all(slow.map((bytes) => sendRaw(site.web.port, bytes)))
    expect((await request(`${site.address}/api/healthz`)).status).toBe(200)
    for (const answer of await answers) expect([0, 400, 408]).toContain(statusOf(answer))
    expect(site.errorLines()).toEqual([])
  })

  it.each([
    '/',
    '/sign-in',
    '/icon.svg',
    '/favicon.ico',
    '/nobody',
    '/_next/static/nothing.js',
    '/api/healthz',
    '/api/nothing',
    '/api/stream',
    '/people/nobody',
  ])('%s has the headers that protect browsers, and none of TLS', async (path) => {
    const { headers } = await request(site.address + path)
    expect(headers).toMatchObject(SECURITY)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['strict-transport-security']).toBeUndefined()
  })
})

describe('On a site with TLS', () => {
  it('the cookie belongs to this host alone, browsers are told to come by TLS, and other schemes and ports are refused', async () => {
    const site = await startSite({ name: 'doors with TLS', people: 0, env: { SITE_URL: 'https://carillon.example' } })
    const url = `http://127.0.0.1:${site.web.port}`
    expect((await request(url)).headers['strict-transport-security']).toMatch(/^max-age=\d{8}$/)
    const account = { name: 'Ana', handle: 'ana_tls', email: 'ana@example.com', password: 'the kettle is on' }
    const from = (origin: string) => request(`${url}/api/users`, { method: 'POST', body: account, headers: { origin } })
    for (const origin of ['http://carillon.example', 'https://carillon.example:444', 'https://evil.example', 'null']) {
      expect((await from(origin)).status, origin).toBe(403)
    }
    expect((await from('https://carillon.example')).status).toBe(201)

    const csrf = await request(`${url}/api/auth/csrf`)
    const cookies = (csrf.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
    const { email, password } = account
    const body = new URLSearchParams({ csrfToken: csrf.body.csrfToken, email, password, json: 'true' })
    const { headers } = await request(`${url}/api/auth/callback/credentials`, { method: 'POST', body, cookie: cookies })
    const line = headers['set-cookie']?.find((one) => one.includes('session-token')) ?? ''
    expect(line).toMatch(/^__Host-next-auth\.session-token=[^;]+; Path=\/;.* Secure/)
    expect(line).not.toMatch(/domain/i)

    const [pair = ''] = line.split(';')
    const value = pair.slice(pair.indexOf('=') + 1)
    const me = async (cookie: string) => (await request(`${url}/api/me`, { cookie })).status
    expect(await me(pair)).toBe(200)
    for (const name of [
      'next-auth.session-token',
      'x__Host-next-auth.session-token',
      '__Host-next-auth.session-token.0',
    ]) {
      expect(await me(`${name}=${value}`), name).toBe(401)
    }
  })
})

describe('Limits', () => {
  const env = {
    TRUSTED_PROXIES: '1',
    LIMIT_PAGES_PER_MINUTE: '10',
    LIMIT_STREAM_OPENS_PER_MINUTE: '8',
    LIMIT_STREAMS_PER_PERSON: '3',
    LIMIT_STREAMS_PER_ADDRESS: '5',
  }
  /** As a proxy says it. */
  const from = (address: string) => ({ 'x-forwarded-for': address })

  it('hold for one person and one network, and leave their neighbours alone', async () => {
    const site = await startSite({ name: 'limits', people: 4, env })
    const [ana, ben, cleo] = site.village.people
    const page = async (address: string, cookie?: string) =>
      (await request(`${site.address}/sign-in`, { cookie, headers: from(address) })).status

    const visits = []
    for (let at = 0; at < 11; at++) visits.push(await page(`[2001:db8:1:2::${at}]:443`))
    expect(visits).toEqual([...Array(10).fill(200), 429])
    expect(await page('2001:db8:1:3::1')).toBe(200)
    expect(await page('2001:db8:1:2::1', ana?.cookie)).toBeLessThan(400)

    const opened = new Map<string, IncomingMessage>()
    const open = (cookie: string, name: string) =>
      new Promise<void>((resolve, reject) => {
        const options = { headers: { cookie, ...from('198.51.100.9') }, agent: false as const }
        get(`${site.address}/api/stream`, options, (answer) => {
          opened.set(name, answer)
          answer.once('data', () => resolve())
        }).on('error', reject)
      })
    const alive = () => [...opened].filter(([, answer]) => !answer.complete && !answer.destroyed).map(([name]) => name)

    await open(ben?.cookie ?? '', 'ben 1')
    await open(cleo?.cookie ?? '', 'cleo 1')
    for (let at = 1; at <= 5; at++) await open(ana?.cookie ?? '', `ana ${at}`)
    await until('Ana has three', 5_000, () => alive().length === 5)
    expect(alive()).toEqual(['ben 1', 'cleo 1', 'ana 3', 'ana 4', 'ana 5'])
    // The sixth of the network: of those who have most, the oldest goes, and neither Ben nor Cleo.
    await open(ben?.cookie ?? '', 'ben 2')
    await until('Ana has two', 5_000, () => alive().length === 5)
    expect(alive()).toEqual(['ben 1', 'cleo 1', 'ana 4', 'ana 5', 'ben 2'])
    for (let at = 6; at <= 9; at++) await open(ana?.cookie ?? '', `ana ${at}`)
    await until('the last was refused', 5_000, () => !alive().includes('ana 9'))
    expect(opened.get('ana 9')?.statusCode).toBe(200)
    for (const answer of opened.values()) answer.destroy()
  })
})
