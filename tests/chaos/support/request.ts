import { type IncomingHttpHeaders, request as send } from 'node:http'

// biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of an answer; a wrong guess fails them
export type Answer = { status: number; body: any; headers: IncomingHttpHeaders }

export type Ask = {
  method?: string
  body?: unknown
  cookie?: string
  headers?: Record<string, string>
  /** Called as soon as the status line has arrived. */
  onStatus?: (status: number) => void
}

/** Milliseconds. */
const TIMEOUT = 15_000

/**
 * Sends a request as a browser on the site does, each time on a new connection. Rejects when the connection breaks or no
 * answer comes: then the request may or may not have taken effect.
 */
export function request(url: string, { method = 'GET', body, cookie, headers, onStatus }: Ask = {}): Promise<Answer> {
  const payload = body instanceof URLSearchParams ? String(body) : body === undefined ? undefined : JSON.stringify(body)
  const type = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json'
  return new Promise((resolve, reject) => {
    const asked = send(url, {
      method,
      agent: false,
      timeout: TIMEOUT,
      headers: {
        ...(method === 'GET' ? {} : { origin: new URL(url).origin }),
        ...(payload === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(payload) }),
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', reject)
    asked.on('response', (response) => {
      const status = response.statusCode ?? 0
      onStatus?.(status)
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('close', () => (response.complete ? undefined : reject(new Error('the answer was cut short'))))
      response.on('end', () => {
        const isJson = response.headers['content-type']?.includes('json')
        resolve({ status, body: isJson && text ? JSON.parse(text) : text, headers: response.headers })
      })
    })
    asked.end(payload)
  })
}
