import { randomBytes } from 'node:crypto'
import { getToken } from 'next-auth/jwt'
import { env } from '@/lib/process/env'
import { once } from '@/lib/process/once'

/** The cookie has the __Secure- prefix where the site is served over TLS. */
export const secureCookie = env.SITE_URL.startsWith('https://')

/**
 * The session id in a Cookie header, or null. Says only that we once made this cookie; whether the session still lives,
 * its row knows.
 */
export async function readSessionId(cookieHeader: string | null | undefined): Promise<string | null> {
  if (!cookieHeader) return null
  const own = (cookieHeader.match(OWN_COOKIE) ?? []).join()
  const known = opened.get(own)
  if (known && known.until > Date.now()) return known.sid
  const cookies = readCookies(cookieHeader)
  const request = { headers: {}, cookies } as unknown as Parameters<typeof getToken>[0]['req']
  const token = await getToken({ req: request, secret: env.AUTH_SECRET, secureCookie })
  if (!token?.sid) return null
  keepOpened(own, { sid: token.sid, until: Number(token.exp ?? 0) * 1000 })
  return token.sid
}

/** Cookies that were decrypted lately: that costs 70 us each time, a tenth of a whole page. Says no more than the cookie does. */
const opened = once('opened-cookies', () => new Map<string, { sid: string; until: number }>())
const OPENED_AT_MOST = 10_000
/** With the pieces of one that was too long; not the other cookies, which may change with every request. */
const OWN_COOKIE = /(?:__Secure-)?next-auth\.session-token(?:\.\d+)?=[^;]*/g

function keepOpened(own: string, cookie: { sid: string; until: number }): void {
  const [oldest] = opened.keys()
  if (opened.size >= OPENED_AT_MOST && oldest !== undefined) opened.delete(oldest)
  opened.set(own, cookie)
}

/** A session id tells whose session it is, so that a stream can listen for its end before asking whether it still lives. */
export function newSessionId(userId: bigint): string {
  return `${userId}-${randomBytes(32).toString('base64url')}`
}

/** Whose session this is, or null for an id that we cannot have made. Says nothing of whether it still lives. */
export function ownerOf(sessionId: string): bigint | null {
  const owner = /^(\d{1,18})-/.exec(sessionId)?.[1]
  return owner === undefined ? null : BigInt(owner)
}

/** The cookies of a Cookie header, decoded where that is possible. */
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
    // Another program's cookie may hold anything; it is not ours then.
    return value
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    /** Session.id */
    sid?: string
  }
}
