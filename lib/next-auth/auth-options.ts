import type { NextAuthOptions, Session } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { findViewerBySession } from '@/lib/session/find-viewer'
import { COOKIE_AGE, SESSION_COOKIE, secureCookie } from '@/lib/session/session-cookie'
import type { Viewer } from '@/lib/session/viewer'
import { type Client, endSession } from '@/lib/users/sessions'
import { signInWithPassword } from '@/lib/users/sign-in'
import { signInWithIdentity } from '@/lib/users/sign-in-with-identity'
import { oauthProviders } from './oauth-providers'

/**
 * What one request leads to besides the answer of next-auth. `error`: the first unexpected one, for example a database that is
 * away. next-auth catches errors and would answer "wrong password" or delete the session cookie, so `serveAuth` throws this one
 * instead. `deviceCookie`: of a browser that has signed in with a password.
 */
export type Outcome = { error: unknown; deviceCookie: string | null }

/**
 * Options of next-auth for one request. next-auth only keeps the cookie; whether somebody is signed in is decided by the
 * Session row that the cookie names. `authorize` and `signIn` pass a new session to the `jwt` callback by a local variable.
 */
export function authOptions(client: Client, outcome: Outcome): NextAuthOptions {
  const keepingErrors = keepErrorsIn(outcome)
  let newSessionId: string | null = null
  let viewer: Viewer | null = null

  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: COOKIE_AGE },
    useSecureCookies: secureCookie,
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookie },
      },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    // Broken cookies, wrong passwords and ended sessions are normal, so they are logged for debugging only.
    logger: { error: (code) => log.debug({ code }, 'next-auth'), warn: () => undefined, debug: () => undefined },
    providers: [
      CredentialsProvider({
        name: 'password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: keepingErrors(async (given: Record<string, unknown> | undefined) => {
          const signedIn = await signInWithPassword(given ?? {}, client)
          newSessionId = signedIn?.sessionId ?? null
          outcome.deviceCookie = signedIn?.deviceCookie ?? null
          return newSessionId ? { id: newSessionId } : null
        }),
      }),
      ...oauthProviders(),
    ],
    callbacks: {
      signIn: keepingErrors(async ({ account, profile }) => {
        if (!account || account.type === 'credentials') return newSessionId !== null
        const { provider, providerAccountId: accountId } = account
        const signedIn = await signInWithIdentity({ provider, accountId }, profile ?? {}, client)
        if ('refusal' in signedIn) return `/sign-in?error=${signedIn.refusal}`
        newSessionId = signedIn.sessionId
        return true
      }),
      jwt: keepingErrors(async ({ token }) => {
        if (newSessionId) return { sid: newSessionId }
        viewer = token.sid ? await findViewerBySession(token.sid) : null
        // next-auth then deletes the cookie and answers `{}`.
        if (!viewer) throw new SessionEnded()
        return token
      }),
      session: async ({ session }) => presentSession(session, viewer),
      redirect: async ({ url, baseUrl }) => toOwnUrl(url) ?? baseUrl,
    },
    events: {
      // Ends the row too: a copy of the cookie must not work any longer.
      signOut: keepingErrors(async ({ token }) => {
        if (token?.sid) await endSession(token.sid)
      }),
    },
  }
}

class SessionEnded extends Error {}

/** Wraps a callback so that its first error is stored in `outcome` before next-auth catches it. */
function keepErrorsIn(outcome: Outcome) {
  return <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      try {
        return await work(...args)
      } catch (error) {
        if (!(error instanceof SessionEnded)) outcome.error ??= error
        throw error
      }
    }
}

function presentSession(session: Session, viewer: Viewer | null): Session {
  const user = viewer && { id: String(viewer.id), handle: viewer.handle, name: viewer.name }
  return { ...session, user: user ?? undefined }
}

/** The absolute form of an address on this site, else null: a sign-in must not lead to another site. */
export function toOwnUrl(url: string): string | null {
  if (!URL.canParse(url, env.SITE_URL)) return null
  const resolved = new URL(url, env.SITE_URL)
  return resolved.origin === new URL(env.SITE_URL).origin ? resolved.href : null
}
