import { env } from '@/lib/process/env'
import type { Person } from './people'

export type Handler<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

type Call<Params> = {
  method?: string
  /** With query string. Handlers that read no address need none. */
  path?: string
  /** Sent as JSON, or as it is when it is text. */
  body?: unknown
  as?: Pick<Person, 'cookie'>
  headers?: Record<string, string>
  params?: Params
}

// biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of an answer; a wrong guess fails them
export type Answer = { status: number; body: any; headers: Headers }

/**
 * Asks a route handler as a browser on our own site would: with its Origin, and with the cookie of the person asking.
 */
export async function call<Params>(handler: Handler<Params>, options: Call<Params> = {}): Promise<Answer> {
  const { method = 'GET', path = '/', body, as, headers = {}, params } = options
  const request = new Request(new URL(path, env.SITE_URL), {
    method,
    body: body === undefined || typeof body === 'string' ? (body as string | undefined) : JSON.stringify(body),
    headers: {
      ...(method === 'GET' ? {} : { origin: env.SITE_URL }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as ? { cookie: as.cookie } : {}),
      'x-carillon-address': '127.0.0.1',
      ...headers,
    },
  })
  const response = await handler(request, { params: Promise.resolve((params ?? {}) as Params) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: isJson && text ? JSON.parse(text) : text || null, headers: response.headers }
}
