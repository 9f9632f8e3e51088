import type { NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import GitHubProvider from 'next-auth/providers/github'
import GoogleProvider from 'next-auth/providers/google'
import { secureCookie } from '@/lib/auth'
import { env } from '@/lib/env'
import { findViewerBySession } from '@/lib/viewer'
import { endSession, startSession } from './sessions'
import { findByIdentity, type Proven, signInWithPassword } from './sign-in'

/** Days a session lasts without being used. */
const MAX_AGE = 30 * 24 * 3600

type Client = { device: string; ip: string; address: string }

/**
 * next-auth keeps the cookie; who is signed in is decided by the Session row that the cookie points to. Made per request,
 * because a new session notes where it was begun.
 */
export function authOptions(client: Client): NextAuthOptions {
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: MAX_AGE },
    useSecureCookies: secureCookie,
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (given) => asUser(signInWithPassword(given?.email ?? '', given?.password ?? '', client.address)),
      }),
      ...oauthProviders(),
    ],
    callbacks: {
      async jwt({ token, user, account, profile }) {
        if (!user || !account) return keepIfLive(token)
        const userId = account.type === 'credentials' ? BigInt(user.id) : await findByIdentity(account, profile ?? {})
        return { sid: await startSession(userId, client) }
      },
      async session({ session, token }) {
        const viewer = token.sid ? await findViewerBySession(token.sid) : null
        if (!viewer) return { expires: session.expires }
        const { id, handle, name } = viewer
        return { expires: session.expires, user: { id: String(id), handle, name } }
      },
      redirect: ({ url, baseUrl }) => (url.startsWith('/') || new URL(url).origin === baseUrl ? url : baseUrl),
    },
    events: {
      // The row first: whoever kept a copy of the cookie is signed out too.
      signOut: async ({ token }) => {
        if (token?.sid) await endSession(token.sid)
      },
    },
  }
}

async function asUser(proven: Promise<Proven | null>) {
  const user = await proven
  return user && { id: String(user.id), name: user.name }
}

/** An empty token makes next-auth clear the cookie's worth; the row decides, not the cookie. */
async function keepIfLive(token: JWT): Promise<JWT> {
  if (!token.sid) return {}
  return (await findViewerBySession(token.sid)) ? token : {}
}

function oauthProviders() {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET } = env
  return [
    ...(GITHUB_ID && GITHUB_SECRET ? [GitHubProvider({ clientId: GITHUB_ID, clientSecret: GITHUB_SECRET })] : []),
    ...(GOOGLE_ID && GOOGLE_SECRET ? [GoogleProvider({ clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET })] : []),
  ]
}

/** Names of the OAuth providers that are configured, for the sign-in page. */
export function oauthChoices(): { id: string; name: string }[] {
  return oauthProviders().map(({ id, name }) => ({ id, name }))
}
