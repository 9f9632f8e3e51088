import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '@/lib/process/log'
import { findViewerBySession } from './find-viewer'
import { makeSessionCookie, sessionToRenew } from './session-cookie'

/**
 * Gives a browser a new cookie for the same session when the one it sent is more than a day old, so that people who come often
 * stay signed in. The session itself does not change: an older copy of the cookie points to the same row, open streams go on,
 * and several requests at once may each renew it. Never throws: when the database is away, a later request renews it.
 */
export async function renewCookie(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!mayRenew(request)) return
  try {
    const sessionId = await sessionToRenew(request.headers.cookie)
    if (!sessionId || !(await findViewerBySession(sessionId))) return
    addIfPrivate(response, await makeSessionCookie(sessionId))
  } catch (error) {
    log.info({ error: String(error) }, 'cookie not renewed')
  }
}

/**
 * Signing in and out, and what else changes something, is left out: a request that takes long must not bring back the cookie of
 * a session that was ended meanwhile. So are files, which browsers and proxies keep.
 */
function mayRenew({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && !/^\/(_next|api\/auth)\//.test(url)
}

/** Adds the cookie when the headers are written, and only to an answer that no cache may give to somebody else. */
function addIfPrivate(response: ServerResponse, cookie: string): void {
  const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => ServerResponse
  response.writeHead = ((...all: unknown[]) => {
    const given = all.find((one) => typeof one === 'object' && one !== null) as Record<string, unknown> | undefined
    const caching = String(given?.['cache-control'] ?? response.getHeader('cache-control') ?? '')
    if (!response.headersSent && /private|no-store/.test(caching)) response.appendHeader('set-cookie', cookie)
    return writeHead(...all)
  }) as ServerResponse['writeHead']
}
