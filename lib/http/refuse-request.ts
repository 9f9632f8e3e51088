import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { env } from '@/lib/process/env'
import { AppError, statusOf } from '@/lib/process/errors'
import { MAX_BODY, tooLarge } from './body'
import { boundBody } from './bound-body'

const DEVELOPMENT = process.env.NODE_ENV !== 'production'
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const METHODS_OF_PAGES = ['GET', 'HEAD', 'OPTIONS']

/**
 * Answers a request that Next.js must not see: it would answer 500, redirect to another site, or keep a large body in memory.
 * Returns whether it has answered. Writes an address in the absolute form as a path.
 */
export function refuseRequest(request: IncomingMessage, response: ServerResponse): boolean {
  try {
    keepPath(request)
    requirePlainPath(request.url ?? '')
    if (!isOfDevelopment(request)) {
      requireMethod(request, response)
      requireSmallBody(request)
    }
    requireRouterState(request)
    removeInternalHeaders(request)
    return false
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    refuse(response, error)
    return true
  }
}

function refuse(response: ServerResponse, { code, message }: AppError): void {
  // Closed: the rest of a body that nobody reads must not count as the next request.
  response.writeHead(statusOf(code), { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ error: { code, message } }))
}

/** A proxy may be asked for `http://other.example/`. We are none, and must not answer for others (RFC 9110, 7.4). */
function keepPath(request: IncomingMessage): void {
  const { url = '' } = request
  if (url.startsWith('/')) return
  if (!URL.canParse(url)) throw new AppError('malformed', 'This address cannot be read.')
  const { origin, pathname, search } = new URL(url)
  if (origin !== new URL(env.SITE_URL).origin) throw new AppError('wrong_host', 'This is another site.')
  request.url = pathname + search
}

function requireMethod({ method = '', url = '' }: IncomingMessage, response: ServerResponse): void {
  const allowed = isApi(url) ? METHODS : METHODS_OF_PAGES
  if (allowed.includes(method)) return
  response.setHeader('allow', allowed.join(', '))
  throw new AppError('wrong_method', 'There is no such method here.')
}

/**
 * The path as it is written is the one that Next.js answers. It resolves `/api/../sign-in`, also with `%2e` or a backslash, after
 * the rules here have taken it for a path of the API.
 */
function requirePlainPath(url: string): void {
  const [written = ''] = url.split('?')
  try {
    if (decodeURI(new URL(`http://site.invalid${written}`).pathname) === decodeURI(written)) return
  } catch (cause) {
    throw new AppError('malformed', 'This address cannot be read.', { cause })
  }
  throw new AppError('malformed', 'An address may not have dot segments or backslashes.')
}

/** No page takes a body. One for the API may have no declared length, and is then measured while it arrives. */
function requireSmallBody(request: IncomingMessage): void {
  const { headers, url = '' } = request
  const length = Number(headers['content-length'] ?? 0)
  if (isApi(url)) {
    if (length > MAX_BODY) throw tooLarge()
    boundBody(request, MAX_BODY)
  } else if (length > 0 || headers['transfer-encoding'] !== undefined) {
    throw new AppError('too_large', 'A page takes no body.')
  }
}

/** The router of Next.js sends its state in a header. Next.js throws when it cannot read it. */
function requireRouterState({ headers }: IncomingMessage): void {
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree'])
  } catch (cause) {
    throw new AppError('malformed', 'The state of the router cannot be read.', { cause })
  }
}

/** Headers by which the parts of a Next.js server speak to each other. Ours is one process, so all of them are made up. */
function removeInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) {
    if (INTERNAL.test(name) && !(DEVELOPMENT && OF_DEVELOPMENT.test(name))) delete headers[name]
  }
}

const INTERNAL = /^(x-(nextjs|middleware|invoke|matched-path|now-route)|next-(action|resume))/
/** By these, pages of `next dev` name their requests, so that the debug channel finds them. */
const OF_DEVELOPMENT = /^x-nextjs-(html-)?request-id$/

/** The tools in a page of `next dev` send errors and questions. In production there is nothing at these addresses. */
function isOfDevelopment({ url = '' }: IncomingMessage): boolean {
  return DEVELOPMENT && /^\/(__nextjs|_next\/)/.test(url)
}

const isApi = (url: string) => url.startsWith('/api/')
