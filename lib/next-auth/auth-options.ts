import type { NextAuthOptions, Session } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { secureCookie } from '@/lib/session/session-cookie'
import { findViewerBySession, type Viewer } from '@/lib/session/viewer'
import { SESSION_DAYS } from '@/lib/users/session-id'
import { type Client, endSession } from '@/lib/users/sessions'
import { signInWithPassword } from '@/lib/users/sign-in'
import { signInWithIdentity } from '@/lib/users/sign-in-with-identity'
import { oauthProviders } from './oauth-providers'

/** What happened during one request, told past next-auth. */
export type Incident = {
  /** The first failure that is not the person's fault. next-auth would call it a wrong password, or sign people out. */
  trouble: unknown
}

/**
 * next-auth keeps the cookie; who is signed in is decided by the Session row that the cookie points to. Made per request:
 * the steps of one sign-in hand the new session on through it.
 */
export function authOptions(client: Client, incident: Incident): NextAuthOptions {
  const noting = noteTroubleIn(incident)
  let begun: string | null = null
  let viewer: Viewer | null = null

  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 24 * 3600 },
    useSecureCookies: secureCookie,
    pages: { signIn: '/sign-in', error: '/sign-in' },
    // Broken cookies, refused passwords and ended sessions are no events for an operator; real trouble is noted.
    logger: { error: (code) => log.debug({ code }, 'next-auth'), warn: () => undefined, debug: () => undefined },
    providers: [
      CredentialsProvider({
        name: 'password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: noting(async (given: Record<string, unknown> | undefined) => {
          begun = await signInWithPassword(given ?? {}, client)
          return begun ? { id: begun } : null
        }),
      }),
      ...oauthProviders(),
    ],
    callbacks: {
      signIn: noting(async ({ account, profile }) => {
        if (!account || account.type === 'credentials') return begun !== null
        const { provider, providerAccountId: accountId } = account
        const outcome = await signInWithIdentity({ provider, accountId }, profile ?? {}, client)
        if ('refusal' in outcome) return `/sign-in?error=${outcome.refusal}`
        begun = outcome.sessionId
        return true
      }),
      jwt: noting(async ({ token }) => {
        if (begun) return { sid: begun }
        viewer = token.sid ? await findViewerBySession(token.sid) : null
        // next-auth then clears the cookie and answers `{}`.
        if (!viewer) throw new SessionEnded()
        return token
      }),
      session: async ({ session }) => present(session, viewer),
      redirect: async ({ url, baseUrl }) => ownUrl(url) ?? baseUrl,
    },
    events: {
      // The row, not only the cookie: whoever kept a copy of the cookie is signed out too.
      signOut: noting(async ({ token }) => {
        if (token?.sid) await endSession(token.sid)
      }),
    },
  }
}

class SessionEnded extends Error {}

function noteTroubleIn(incident: Incident) {
  return <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      try {
        return await work(...args)
      } catch (error) {
        if (!(error instanceof SessionEnded)) incident.trouble ??= error
        throw error
      }
    }
}

function present(session: Session, viewer: Viewer | null): Session {
  const user = viewer && { id: String(viewer.id), handle: viewer.handle, name: viewer.name }
  return { ...session, user: user ?? undefined }
}

/** An address on this site, absolute, or null: nobody is sent elsewhere after signing in. */
export function ownUrl(url: string): string | null {
  if (!URL.canParse(url, env.SITE_URL)) return null
  const resolved = new URL(url, env.SITE_URL)
  return resolved.origin === new URL(env.SITE_URL).origin ? resolved.href : null
}
