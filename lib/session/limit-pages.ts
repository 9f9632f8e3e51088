import type { IncomingMessage, ServerResponse } from 'node:http'
import { addressOfRaw } from '@/lib/http/client-address'
import { limitSubject } from '@/lib/http/network-address'
import { countUse, type Limit } from '@/lib/http/rate-limits'
import { type AppError, hasCode } from '@/lib/process/errors'
import { ownerOf, readSessionId } from './session-cookie'

/**
 * Counts the loading of a page, and answers 429 when there were too many. Returns whether it has answered. Files, which cost
 * nothing, and the API, which counts for itself, are left out.
 */
export async function refuseTooManyPages(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = request.url?.split('?')[0] ?? ''
  if (/^\/(_next|api)\/|\.\w{1,12}$/.test(path)) return false
  const wait = await secondsToWait('page', request)
  if (wait === 0) return false
  response.writeHead(429, { 'content-type': 'text/plain', 'cache-control': 'no-store', 'retry-after': String(wait) })
  response.end(`That was a bit much. Please wait ${wait} seconds, and load the page again.`)
  return true
}

/**
 * Counts one use by the person whose cookie a raw request has, else by its network. Returns the seconds to wait, or 0. The cookie
 * may belong to a session that has ended: the limit is then the one of its former owner.
 */
export async function secondsToWait(limit: Limit, request: IncomingMessage): Promise<number> {
  const sessionId = await readSessionId(request.headers.cookie)
  const address = addressOfRaw(request)
  const owner = sessionId && ownerOf(sessionId)
  try {
    await countUse(limit, owner ? String(owner) : limitSubject(address), address)
    return 0
  } catch (error) {
    if (!hasCode(error, 'rate_limited')) throw error
    return Math.ceil((error as AppError).retryAfter ?? 1)
  }
}
