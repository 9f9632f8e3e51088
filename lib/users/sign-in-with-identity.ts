import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import { query } from '@/lib/postgres/query'
import { bigint, type RowOf, statement } from '@/lib/postgres/statement'
import { emailSchema } from '@/lib/shared/schemas'
import { insertUser } from './insert-user'
import { proposeHandles, proposeName } from './propose-handle'
import { type Client, startSession } from './sessions'

/** An account at an OAuth provider, and what the provider says about its owner. */
export type Identity = { provider: string; accountId: string }
export type Profile = { email?: string | null; email_verified?: unknown; name?: string | null; login?: unknown }

/** Why the sign-in was refused: error codes of next-auth, which the sign-in page explains. */
export type Refusal = 'AccessDenied' | 'OAuthAccountNotLinked' | 'OAuthCreateAccount'

type SignInOutcome = { sessionId: string } | { refusal: Refusal }

/**
 * Begins a session for the owner of an account at a provider. The first time it makes a user for them.
 *
 * It never links to an existing user with the same e-mail address. Addresses are not verified here: an attacker could sign
 * up with the address of somebody else first, and would then share the account with its real owner.
 */
export async function signInWithIdentity(identity: Identity, profile: Profile, client: Client): Promise<SignInOutcome> {
  const owner = (await findOwner(identity)) ?? (await mutate(({ tx }) => createOwner(tx, identity, profile)))
  if ('refusal' in owner) return owner
  const sessionId = await startSession({ userId: owner.userId, passwordHash: null }, client)
  return sessionId ? { sessionId } : { refusal: 'AccessDenied' }
}

const OWNER = { userId: bigint() }

type Owner = RowOf<typeof OWNER>

const FIND_OWNER = statement(
  'owner-of-identity',
  OWNER,
  `SELECT "userId" FROM "Identity" WHERE provider = $1 AND "accountId" = $2`,
)

async function findOwner({ provider, accountId }: Identity): Promise<Owner | null> {
  const [row] = await query(FIND_OWNER, [provider, accountId])
  return row ?? null
}

async function createOwner(tx: Tx, identity: Identity, profile: Profile): Promise<Owner | { refusal: Refusal }> {
  const { provider, accountId } = identity
  // Two first sign-ins of one identity at the same time (a double click) must end with the same user.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`identity:${provider}:${accountId}`}, 0))`
  const known = await tx.identity.findUnique({ where: { provider_accountId: { provider, accountId } } })
  if (known) return { userId: known.userId }
  const email = emailSchema.safeParse(profile.email)
  if (!email.success || profile.email_verified === false) return { refusal: 'OAuthCreateAccount' }
  const owner = await insertWithFreeHandle(tx, profile, email.data)
  if ('refusal' in owner) return owner
  await tx.identity.create({ data: { provider, accountId, userId: owner.userId } })
  return owner
}

async function insertWithFreeHandle(tx: Tx, profile: Profile, email: string): Promise<Owner | { refusal: Refusal }> {
  for (const handle of proposeHandles([profile.login, profile.name])) {
    const name = proposeName(profile.name, handle)
    const user = await insertUser(tx, { handle, name, email, passwordHash: null })
    if (user) return { userId: user.id }
    const [taken] = await tx.$queryRaw<object[]>`SELECT 1 FROM "User" WHERE lower(email) = lower(${email})`
    if (taken) return { refusal: 'OAuthAccountNotLinked' }
  }
  return { refusal: 'OAuthCreateAccount' }
}
