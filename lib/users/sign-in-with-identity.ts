import { mutate } from '@/lib/mutation/mutate'
import { query, type Tx } from '@/lib/postgres/db'
import { emailSchema } from '@/lib/shared/schemas'
import { insertUser } from './insert-user'
import { proposeHandles, proposeName } from './propose-handle'
import { type Client, startSession } from './sessions'

/** Somebody as an OAuth provider vouches for them. */
export type Identity = { provider: string; accountId: string }
export type Profile = { email?: string | null; email_verified?: unknown; name?: string | null; login?: unknown }

/** Why nobody was signed in, in next-auth's words; the sign-in page explains them. */
export type Refusal = 'AccessDenied' | 'OAuthAccountNotLinked' | 'OAuthCreateAccount'

type Outcome = { sessionId: string } | { refusal: Refusal }

/**
 * Begins a session for the owner of an account at a provider; the first time it makes them a person of their own.
 *
 * It never joins an account that has the same e-mail address: our addresses are not verified, so whoever signed up with
 * somebody else's address beforehand would share the account with its owner.
 */
export async function signInWithIdentity(identity: Identity, profile: Profile, client: Client): Promise<Outcome> {
  const found = (await findOwner(identity)) ?? (await mutate(({ tx }) => makeOwner(tx, identity, profile)))
  if ('refusal' in found) return found
  const sessionId = await startSession({ userId: found.userId, passwordHash: null }, client)
  return sessionId ? { sessionId } : { refusal: 'AccessDenied' }
}

type Owner = { userId: bigint }

async function findOwner({ provider, accountId }: Identity): Promise<Owner | null> {
  const [row] = await query<Owner>(`SELECT "userId" FROM "Identity" WHERE provider = $1 AND "accountId" = $2`, [
    provider,
    accountId,
  ])
  return row ?? null
}

async function makeOwner(tx: Tx, identity: Identity, profile: Profile): Promise<Owner | { refusal: Refusal }> {
  const { provider, accountId } = identity
  // Two first sign-ins of one identity at once (a double click) must find the same person.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`identity:${provider}:${accountId}`}, 0))`
  const known = await tx.identity.findUnique({ where: { provider_accountId: { provider, accountId } } })
  if (known) return { userId: known.userId }
  const email = emailSchema.safeParse(profile.email)
  if (!email.success || profile.email_verified === false) return { refusal: 'OAuthCreateAccount' }
  const made = await insertWithFreeHandle(tx, profile, email.data)
  if ('refusal' in made) return made
  await tx.identity.create({ data: { provider, accountId, userId: made.userId } })
  return made
}

async function insertWithFreeHandle(tx: Tx, profile: Profile, email: string): Promise<Owner | { refusal: Refusal }> {
  for (const handle of proposeHandles([profile.login, profile.name])) {
    const made = await insertUser(tx, { handle, name: proposeName(profile.name, handle), email, passwordHash: null })
    if (made) return { userId: made.id }
    const [taken] = await tx.$queryRaw<object[]>`SELECT 1 FROM "User" WHERE lower(email) = lower(${email})`
    if (taken) return { refusal: 'OAuthAccountNotLinked' }
  }
  return { refusal: 'OAuthCreateAccount' }
}
