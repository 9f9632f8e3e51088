import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

type Refuse = (request: IncomingMessage, response: ServerResponse) => boolean

/** The site as it is run in this environment: it answers with what Next.js would get. */
async function siteIn(environment: 'production' | 'development') {
  vi.resetModules()
  vi.stubEnv('NODE_ENV', environment)
  vi.stubEnv('AUTH_SECRET', 'a secret of this test, which is long enough')
  vi.stubEnv('SITE_URL', 'http://localhost:3000')
  vi.stubEnv('DATABASE_URL', 'postgresql://localhost/none')
  vi.stubEnv('REDIS_URL', 'redis://localhost:1')
  const { refuseRequest }: { refuseRequest: Refuse } = await import('@/lib/http/refuse-request')
  vi.unstubAllEnvs()
  const server = createServer(async (request, response) => {
    if (refuseRequest(request, response)) return
    let bytes = 0
    for await (const chunk of request) bytes += chunk.length
    response.setHeader('connection', 'close')
    response.end(JSON.stringify({ headers: Object.keys(request.headers), bytes }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  /** Sends these bytes as they are: an ordinary client would resolve the path itself. */
  const send = (bytes: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('error', reject)
      socket.on('close', () => resolve({ status: Number(text.slice(9, 12)), body: text.split('\r\n\r\n')[1] ?? '' }))
    })
  return { send, close: () => server.close() }
}

type Site = Awaited<ReturnType<typeof siteIn>>

const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'host: localhost', 'connection: close', ...headers, '', ''].join('\r\n')

const IDS = ['x-nextjs-request-id: 1', 'x-nextjs-html-request-id: 2']

describe('in production', () => {
  let site: Site
  beforeAll(async () => {
    site = await siteIn('production')
  })
  afterAll(() => site.close())

  test.each([
    '/api/../sign-in',
    '/api/%2e%2e/sign-in',
    '/api/.%2E/sign-in',
    '/api/..\\sign-in',
    '/_next/../people/ana',
    '/_next/static/%2e%2e/%2e%2e/people/ana',
    '/./people/ana',
    '/..',
    '/people/ana/..',
    '/people/%ff',
  ])('an address whose path is another one than it is written is refused: %s', async (path) => {
    for (const line of [`GET ${path}`, `GET ${path}?x=1`]) expect((await site.send(head(line))).status).toBe(400)
    const chunked = await site.send(`${head(`POST ${path}`, 'transfer-encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`)
    expect(chunked.status).toBe(400)
  })

  test.each([
    '/',
    '/people/ana',
    '/people/%E4%BD%A0',
    '/people/a.b..c',
    '/places?near=../..',
    '/posts/%2f',
    '/x"{}|^',
    '//x',
    '/...',
  ])('every other address is answered: %s', async (path) => {
    expect((await site.send(head(`GET ${path}`))).status).toBe(200)
  })

  test('of a body without a length little more than 128 KB comes through, so that its reader sees that it is too large', async () => {
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const answer = await site.send(
      `${head('POST /api/posts', 'transfer-encoding: chunked')}${piece.repeat(40)}0\r\n\r\n`,
    )
    const { bytes } = JSON.parse(answer.body)
    expect(bytes).toBeGreaterThan(128 * 1024)
    expect(bytes).toBeLessThan(256 * 1024)
  })

  test('a body of 128 KB comes through whole', async () => {
    const answer = await site.send(`${head('POST /api/posts', 'content-length: 131072')}${'x'.repeat(131072)}`)
    expect(JSON.parse(answer.body).bytes).toBe(131072)
  })

  test('nothing of `next dev` is let through', async () => {
    const { headers } = JSON.parse((await site.send(head('GET /', ...IDS))).body)
    expect(headers.filter((name: string) => name.startsWith('x-nextjs'))).toEqual([])
    const frames = await site.send(`${head('POST /__nextjs_original-stack-frames', 'content-length: 2')}{}`)
    expect(frames.status).toBe(405)
  })
})

describe('while it is developed', () => {
  let site: Site
  beforeAll(async () => {
    site = await siteIn('development')
  })
  afterAll(() => site.close())

  test('pages name their requests, and send the frames of an error; other internal headers are still removed', async () => {
    const { headers } = JSON.parse((await site.send(head('GET /', ...IDS, 'x-nextjs-data: 1'))).body)
    expect(headers.filter((name: string) => name.startsWith('x-nextjs'))).toEqual([
      'x-nextjs-request-id',
      'x-nextjs-html-request-id',
    ])
    const frames = await site.send(`${head('POST /__nextjs_original-stack-frames', 'content-length: 2')}{}`)
    expect(frames.status).toBe(200)
    expect((await site.send(head('POST /sign-in', 'content-length: 2'))).status).toBe(405)
  })
})
