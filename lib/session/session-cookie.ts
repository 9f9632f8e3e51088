import { createHash, randomBytes } from 'node:crypto'
import { encode, getToken } from 'next-auth/jwt'
import { env } from '@/lib/process/env'
import { once } from '@/lib/process/once'

/** Whether the site is served over TLS. */
export const secureCookie = env.SITE_URL.startsWith('https://')
/** Over TLS no other host, such as a subdomain of this one, can set a cookie with this prefix (RFC 6265bis). */
export const SESSION_COOKIE = `${secureCookie ? '__Host-' : ''}next-auth.session-token`

/**
 * The name of this cookie on sites with TLS before 2026-12. It counts where the present one is missing, so that nobody is signed
 * out by a new version. A subdomain could set it, so it counts only when it was made in those days.
 */
const FORMER_COOKIE = '__Secure-next-auth.session-token'
const FORMER_UNTIL = Date.UTC(2027, 0, 1)

/** How many days after its last request a session ends. Its row says when that was. */
export const SESSION_DAYS = 30
const DAY = 24 * 3600
/**
 * Seconds that a cookie lives. It is renewed at most once a day, so the extra day makes sure that it outlives the days in which
 * its session may be unused.
 */
export const COOKIE_AGE = (SESSION_DAYS + 1) * DAY

/** What a cookie says: its session, and in milliseconds since 1970 when it was made and until when it is valid. */
type SessionCookie = { sid: string; from: number; until: number }
type NamedCookie = { name: string; value: string }

/**
 * The session id in a Cookie header, or null. It only proves that this site made the cookie. Whether the session has ended
 * must be read from its row.
 */
export async function readSessionId(cookieHeader: string | null | undefined): Promise<string | null> {
  return (await readSessionCookie(cookieHeader))?.sid ?? null
}

/** The session id of a cookie that is more than a day old or has its former name, else null. */
export async function sessionToRenew(cookieHeader: string | undefined): Promise<string | null> {
  const cookie = await readSessionCookie(cookieHeader)
  const isOld = cookie && cookie.from < Date.now() - DAY * 1000
  return isOld || findCookie(cookieHeader)?.name === FORMER_COOKIE ? (cookie?.sid ?? null) : null
}

/** A Set-Cookie line for this session, as next-auth makes it at the sign-in. */
export async function makeSessionCookie(sid: string): Promise<string> {
  const value = await encode({ token: { sid }, secret: env.AUTH_SECRET, maxAge: COOKIE_AGE })
  const expires = new Date(Date.now() + COOKIE_AGE * 1000).toUTCString()
  return `${SESSION_COOKIE}=${value}; Path=/; Expires=${expires}; HttpOnly;${secureCookie ? ' Secure;' : ''} SameSite=Lax`
}

/**
 * A Set-Cookie line that removes the cookie with the former name, for a browser that has one: it must not sign its owner in again
 * after they have signed out.
 */
export function removeFormerCookie(cookieHeader: string | null | undefined): string[] {
  if (!secureCookie || readCookies(cookieHeader ?? '')[FORMER_COOKIE] === undefined) return []
  return [`${FORMER_COOKIE}=; Path=/; Expires=${new Date(0).toUTCString()}; HttpOnly; Secure; SameSite=Lax`]
}

/** The cookies of a request, by name, with that of the session under its present name only. */
export async function readPresentCookies(cookieHeader: string): Promise<Record<string, string>> {
  const { [FORMER_COOKIE]: _former, ...cookies } = readCookies(cookieHeader)
  const found = findCookie(cookieHeader)
  const isFormer = found?.name === FORMER_COOKIE && (await readSessionCookie(cookieHeader)) !== null
  return isFormer ? { ...cookies, [SESSION_COOKIE]: found.value } : cookies
}

function findCookie(cookieHeader: string | null | undefined): NamedCookie | null {
  const cookies = readCookies(cookieHeader ?? '')
  const name = cookies[SESSION_COOKIE] || !secureCookie ? SESSION_COOKIE : FORMER_COOKIE
  const value = cookies[name]
  return value ? { name, value } : null
}

async function readSessionCookie(cookieHeader: string | null | undefined): Promise<SessionCookie | null> {
  const found = findCookie(cookieHeader)
  const cookie = found && (await decrypt(found.value))
  if (!cookie || (found.name === FORMER_COOKIE && cookie.from >= FORMER_UNTIL)) return null
  return cookie
}

async function decrypt(encrypted: string): Promise<SessionCookie | null> {
  const key = createHash('sha256').update(encrypted).digest('base64url')
  const known = decrypted.get(key)
  if (known && known.until > Date.now()) return known
  // Only this cookie: next-auth would also read others whose names begin with the same letters.
  const request = { headers: {}, cookies: { [SESSION_COOKIE]: encrypted } } as unknown as TokenRequest
  const token = await getToken({ req: request, secret: env.AUTH_SECRET, cookieName: SESSION_COOKIE })
  if (!token?.sid) return null
  const cookie = { sid: token.sid, from: Number(token.iat ?? 0) * 1000, until: Number(token.exp ?? 0) * 1000 }
  keepDecrypted(key, cookie)
  return cookie
}

type TokenRequest = Parameters<typeof getToken>[0]['req']

/**
 * Recently decrypted cookies, by their hash, so that an entry has a fixed size. Decrypting takes 70 us, a tenth of the time of a
 * page. An entry proves no more than its cookie.
 */
const decrypted = once('decrypted-cookies', () => new Map<string, SessionCookie>())
const DECRYPTED_AT_MOST = 10_000

function keepDecrypted(key: string, cookie: SessionCookie): void {
  const [oldest] = decrypted.keys()
  if (decrypted.size >= DECRYPTED_AT_MOST && oldest !== undefined) decrypted.delete(oldest)
  decrypted.set(key, cookie)
}

/**
 * A session id begins with the user's id, so that a stream can subscribe to the end of the session before it reads whether it
 * has ended.
 */
export function newSessionId(userId: bigint): string {
  return `${userId}-${randomBytes(32).toString('base64url')}`
}

/** The user of a session id, or null for an id that this site cannot have made. The session may have ended. */
export function ownerOf(sessionId: string): bigint | null {
  const owner = /^(\d{1,18})-/.exec(sessionId)?.[1]
  return owner === undefined ? null : BigInt(owner)
}

/** The cookies of a Cookie header, by name. */
export function readCookies(header: string): Record<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split(/=(.*)/s))
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name && value !== undefined ? [[name, decode(value)]] : [])),
  )
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // Not percent-encoded, so the cookie of another program on this host: it stays as it is.
    return value
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    /** Session.id */
    sid?: string
  }
}
