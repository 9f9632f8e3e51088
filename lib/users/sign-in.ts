import { z } from 'zod'
import { countUse, takeBack } from '@/lib/http/rate-limits'
import { query } from '@/lib/postgres/query'
import { bigint, NOTHING, nullable, type RowOf, statement, text } from '@/lib/postgres/statement'
import { makeDeviceCookie } from '@/lib/session/device-cookie'
import { comparePassword, hashPassword } from '@/lib/session/passwords'
import { emailSchema } from '@/lib/shared/schemas'
import { limitPasswordGuesses } from './limit-password-guesses'
import { type Client, startSession } from './sessions'
import { isActiveAccount } from './user-sql'

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1) })

const BY_EMAIL_COLUMNS = { id: bigint(), passwordHash: nullable(text()) }

const BY_EMAIL = statement(
  'password-of-email',
  BY_EMAIL_COLUMNS,
  `SELECT u.id, u."passwordHash" FROM "User" u WHERE lower(u.email) = lower($1) AND ${isActiveAccount('u')}`,
)

/** Replaces the hash of a password that was not normalised, unless the password was changed meanwhile. */
const REPLACE_HASH = statement(
  'replace-outdated-hash',
  NOTHING,
  `UPDATE "User" SET "passwordHash" = $3 WHERE id = $1 AND "passwordHash" = $2`,
)

/** A session that has begun, and the cookie by which its browser is known from then on. */
export type SignedIn = { sessionId: string; deviceCookie: string }

/**
 * Begins a session when the password is right, else returns null. Unknown, suspended and deleted accounts, and those without
 * a password, take as long as a wrong password, so the time does not show which accounts exist. Throws `rate_limited`. A right
 * password is no guess: it counts for the owner of the account, who alone can send it.
 */
export async function signInWithPassword(given: Record<string, unknown>, client: Client): Promise<SignedIn | null> {
  const credentials = credentialsSchema.safeParse(given)
  if (!credentials.success) return null
  const { email, password } = credentials.data
  const user = await findByEmail(email)
  const uses = await limitPasswordGuesses({ email, user }, client)
  const signedIn = await checkAndStart({ email, password, user }, client)
  if (signedIn) await takeBack(uses, client.address)
  return signedIn
}

type User = RowOf<typeof BY_EMAIL_COLUMNS>
type Attempt = z.infer<typeof credentialsSchema> & { user: User | undefined }

async function findByEmail(email: string): Promise<User | undefined> {
  const [user] = await query(BY_EMAIL, [email])
  return user
}

async function checkAndStart({ email, password, user }: Attempt, client: Client): Promise<SignedIn | null> {
  const stored = user?.passwordHash ?? null
  const comparison = await comparePassword(stored, password)
  if (!user || comparison === 'wrong') return null
  await countUse('session', String(user.id), client.address)
  const hash = comparison === 'outdated' ? await hashPassword(password) : stored
  const sessionId = await startSession({ userId: user.id, passwordHash: stored }, client)
  if (comparison === 'outdated') {
    // Another sign-in has replaced the same outdated hash meanwhile. The second attempt finds a hash that is not outdated.
    if (!sessionId) return checkAndStart({ email, password, user: await findByEmail(email) }, client)
    await query(REPLACE_HASH, [user.id, stored, hash])
  }
  if (!sessionId) return null
  const session = { id: sessionId, devices: client.devices }
  return { sessionId, deviceCookie: makeDeviceCookie({ id: user.id, passwordHash: hash }, session) }
}
