import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressOfRaw } from '@/lib/http/client-address'
import { limitSubject } from '@/lib/http/network-address'
import { countUse, type Limit } from '@/lib/http/rate-limits'
import { isSiteFile } from '@/lib/http/site-files'
import { type AppError, hasCode } from '@/lib/process/errors'
import { busyPage } from './busy-page'
import { isKnownEnded } from './ended-sessions'
import { ownerOf, readSessionId } from './session-cookie'

/**
 * Counts the loading of a page, and answers 429 when there were too many. Returns whether it has answered. Files, which cost
 * nothing, and the API, which counts for itself, are left out. Pages that are read ahead or to be stored are counted apart: they
 * are refused first, and never take from what a reader asks for.
 */
export async function refuseTooManyPages(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = request.url?.split('?')[0] ?? ''
  if (path.startsWith('/api/') || isSiteFile(path)) return false
  const wait = await secondsToWait(isReadAhead(request) ? 'page-ahead' : 'page', request)
  if (wait === 0) return false
  const page = request.headers.rsc === undefined ? busyPage(wait) : ''
  response.writeHead(429, { 'content-type': TYPE, 'cache-control': 'no-store', 'retry-after': String(wait) })
  response.end(page)
  return true
}

const TYPE = 'text/html; charset=utf-8'

/** By the router, by the browser, or by the service worker for its copy. */
function isReadAhead({ headers }: IncomingMessage): boolean {
  const purpose = `${headers.purpose ?? ''} ${headers['sec-purpose'] ?? ''}`
  return headers['next-router-prefetch'] !== undefined || /\bprefetch\b/.test(purpose)
}

/**
 * Counts one use by the person whose cookie a raw request has, else by its network. Returns the seconds to wait, or 0. The cookie
 * of a session that is known to have ended counts by its network: whoever has it cannot use up the limit of its former owner.
 */
export async function secondsToWait(limit: Limit, request: IncomingMessage): Promise<number> {
  const sessionId = await readSessionId(request.headers.cookie)
  const address = addressOfRaw(request)
  const owner = sessionId && !isKnownEnded(sessionId) && ownerOf(sessionId)
  try {
    await countUse(limit, owner ? String(owner) : limitSubject(address), address)
    return 0
  } catch (error) {
    if (!hasCode(error, 'rate_limited')) throw error
    return Math.ceil((error as AppError).retryAfter ?? 1)
  }
}
