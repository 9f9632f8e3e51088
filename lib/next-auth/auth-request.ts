import { isJson, parseJson, readText } from '@/lib/http/body'
import { AppError } from '@/lib/process/errors'
import { readCookies } from '@/lib/session/session-cookie'
import { ownUrl } from './auth-options'
import { oauthProviders } from './oauth-providers'

/** What next-auth reads of a request, with everything removed that it would stumble over. */
export type AuthRequest = {
  method: 'GET' | 'POST'
  query: Record<string, string | string[]>
  body: Record<string, string> | undefined
  cookies: Record<string, string>
}

/** Reads a request to next-auth; throws `not_found` for what is no route of it here, `malformed` for broken JSON. */
export async function readAuthRequest(request: Request, path: string[]): Promise<AuthRequest> {
  const method = request.method === 'POST' ? 'POST' : 'GET'
  if (!isRoute(method, path)) throw new AppError('not_found', 'There is nothing here.')
  const query = harmless(Object.fromEntries(new URL(request.url).searchParams))
  return {
    method,
    query: { ...query, nextauth: path },
    body: method === 'POST' ? harmless(await readFields(request)) : undefined,
    cookies: keepOwnUrls(readCookies(request.headers.get('cookie') ?? '')),
  }
}

/** Only what Carillon uses: next-auth has more (pages of its own, a log for browsers to write to). */
function isRoute(method: AuthRequest['method'], [action = '', provider, ...more]: string[]): boolean {
  if (more.length > 0) return false
  const isOauth = oauthProviders().some(({ id }) => id === provider)
  if (provider === undefined) {
    return method === 'GET'
      ? ['csrf', 'session', 'providers', 'signin', 'error'].includes(action)
      : action === 'signout'
  }
  if (method === 'GET') return action === 'callback' && isOauth
  return action === 'callback' ? provider === 'credentials' : action === 'signin' && isOauth
}

async function readFields(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request)
  if (!isJson(request)) return Object.fromEntries(new URLSearchParams(text))
  const body = parseJson(text)
  if (typeof body !== 'object' || body === null) throw new AppError('malformed', 'The body is not an object.')
  return { ...body }
}

/** Fields are text (`json: true` counts as such), errors are codes, and addresses lead to this site. */
function harmless(fields: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value !== 'string' && typeof value !== 'boolean') return []
    const isOdd = name === 'nextauth' || (name === 'error' && !/^\w{1,40}$/.test(String(value)))
    return isOdd ? [] : [[name, String(value)] as const]
  })
  return keepOwnUrls(Object.fromEntries(texts))
}

function keepOwnUrls(fields: Record<string, string>): Record<string, string> {
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    if (!/callback-?url$/i.test(name)) return [[name, value] as const]
    const own = ownUrl(value)
    return own ? [[name, own] as const] : []
  })
  return Object.fromEntries(kept)
}
