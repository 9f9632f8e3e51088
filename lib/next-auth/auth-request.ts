import { isJson, parseJson, readText } from '@/lib/http/body'
import { AppError } from '@/lib/process/errors'
import { readPresentCookies } from '@/lib/session/session-cookie'
import { toOwnUrl } from './auth-options'
import { oauthProviders } from './oauth-providers'

/** What next-auth reads of a request, without what it cannot handle. */
export type AuthRequest = {
  method: 'GET' | 'POST'
  query: Record<string, string | string[]>
  body: Record<string, string> | undefined
  cookies: Record<string, string>
}

/** Reads a request to next-auth. Throws `not_found` for routes that Carillon does not use, `malformed` for broken JSON. */
export async function readAuthRequest(request: Request, path: string[]): Promise<AuthRequest> {
  const method = request.method === 'POST' ? 'POST' : 'GET'
  if (!isRoute(method, path)) throw new AppError('not_found', 'There is nothing here.')
  const query = cleanFields(Object.fromEntries(new URL(request.url).searchParams))
  return {
    method,
    query: { ...query, nextauth: path },
    body: method === 'POST' ? cleanFields(await readFields(request)) : undefined,
    cookies: keepOwnUrls(await readPresentCookies(request.headers.get('cookie') ?? '')),
  }
}

/** next-auth has more routes (its own pages, a log that browsers can write to); only those that Carillon uses are open. */
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

/** Keeps text fields (and booleans such as `json: true`, as text), errors that are codes, and addresses on this site. */
function cleanFields(fields: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value !== 'string' && typeof value !== 'boolean') return []
    const isRefused = name === 'nextauth' || (name === 'error' && !/^\w{1,40}$/.test(String(value)))
    return isRefused ? [] : [[name, String(value)] as const]
  })
  return keepOwnUrls(Object.fromEntries(texts))
}

function keepOwnUrls(fields: Record<string, string>): Record<string, string> {
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    if (!/callback-?url$/i.test(name)) return [[name, value] as const]
    const own = toOwnUrl(value)
    return own ? [[name, own] as const] : []
  })
  return Object.fromEntries(kept)
}
