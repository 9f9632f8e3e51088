import type { IncomingMessage, ServerResponse } from 'node:http'
import { query } from '@/lib/postgres/query'
import { bigint, nullable, statement, text } from '@/lib/postgres/statement'
import { log } from '@/lib/process/log'
import { makeDeviceCookie, readDevices } from './device-cookie'
import { findViewerBySession } from './find-viewer'
import { makeSessionCookie, removeFormerCookie, sessionToRenew } from './session-cookie'

/**
 * An answer that takes longer than this after its session was checked does not renew the cookie. Meanwhile somebody may have
 * signed out in this browser and somebody else in, and the cookie would take the place of theirs. Milliseconds.
 */
const FRESH = 5_000

const OWNER = statement(
  'password-of-session',
  { id: bigint(), passwordHash: nullable(text()) },
  `SELECT u.id, u."passwordHash" FROM "Session" s JOIN "User" u ON u.id = s."userId" WHERE s.id = $1`,
)

/**
 * Gives a browser a new cookie for the same session when the one it sent is more than a day old or has its former name, so that people who come often
 * stay signed in. The session itself does not change: an older copy of the cookie points to the same row, open streams go on,
 * and several requests at once may each renew it. Never throws: when the database is away, a later request renews it.
 */
export async function renewCookie(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!mayRenew(request)) return
  try {
    const sessionId = await sessionToRenew(request.headers.cookie)
    const checkedAt = performance.now()
    const isOpen = sessionId !== null && (await findViewerBySession(sessionId)) !== null
    const renewed = isOpen ? [await makeSessionCookie(sessionId), ...(await knowDevice(sessionId, request))] : []
    const cookies = [...renewed, ...removeFormerCookie(request.headers.cookie)]
    if (cookies.length > 0) addIfPrivate(response, { cookies, until: checkedAt + FRESH })
  } catch (error) {
    log.info({ error: String(error) }, 'cookie not renewed')
  }
}

/** Of browsers that have signed in before such a cookie was given, and of those that stay signed in for more than a year. */
async function knowDevice(sessionId: string, { headers }: IncomingMessage): Promise<string[]> {
  const [owner] = await query(OWNER, [sessionId])
  const session = { id: sessionId, devices: readDevices(headers.cookie) }
  return owner?.passwordHash ? [makeDeviceCookie(owner, session)] : []
}

/**
 * Signing in and out, and what else changes something, is left out: a request that takes long must not bring back the cookie of
 * a session that was ended meanwhile. So are files, which browsers and proxies keep.
 */
function mayRenew({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && !/^\/(_next|api\/auth)\//.test(url)
}

/** Adds the cookies when the headers are written in time, and only to an answer that no cache may give to somebody else. */
function addIfPrivate(response: ServerResponse, { cookies, until }: { cookies: string[]; until: number }): void {
  const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => ServerResponse
  response.writeHead = ((...all: unknown[]) => {
    const given = all.find((one) => typeof one === 'object' && one !== null) as Record<string, unknown> | undefined
    const caching = String(given?.['cache-control'] ?? response.getHeader('cache-control') ?? '')
    const mayAdd = !response.headersSent && performance.now() <= until && /private|no-store/.test(caching)
    if (mayAdd) response.appendHeader('set-cookie', cookies)
    return writeHead(...all)
  }) as ServerResponse['writeHead']
}
