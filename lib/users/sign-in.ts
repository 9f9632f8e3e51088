import { z } from 'zod'
import { query } from '@/lib/postgres/query'
import { bigint, NOTHING, nullable, statement, text } from '@/lib/postgres/statement'
import { comparePassword, hashPassword } from '@/lib/session/passwords'
import { emailSchema } from '@/lib/shared/schemas'
import { limitPasswordGuesses } from './limit-password-guesses'
import { type Client, startSession } from './sessions'
import { isActiveAccount } from './user-sql'

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1) })

const BY_EMAIL = statement(
  'password-of-email',
  { id: bigint(), passwordHash: nullable(text()) },
  `SELECT u.id, u."passwordHash" FROM "User" u WHERE lower(u.email) = lower($1) AND ${isActiveAccount('u')}`,
)

/** Replaces the hash of a password that was not normalised, unless the password was changed meanwhile. */
const REPLACE_HASH = statement(
  'replace-outdated-hash',
  NOTHING,
  `UPDATE "User" SET "passwordHash" = $3 WHERE id = $1 AND "passwordHash" = $2`,
)

/**
 * Begins a session when the password is right, else returns null. Unknown, suspended and deleted accounts, and those without
 * a password, take as long as a wrong password, so the time does not show which accounts exist.
 */
export async function signInWithPassword(given: Record<string, unknown>, client: Client): Promise<string | null> {
  const credentials = credentialsSchema.safeParse(given)
  if (!credentials.success) return null
  const { email, password } = credentials.data
  await limitPasswordGuesses(email, client.address)
  return checkAndStart({ email, password }, client)
}

type Credentials = z.infer<typeof credentialsSchema>

async function checkAndStart({ email, password }: Credentials, client: Client): Promise<string | null> {
  const [user] = await query(BY_EMAIL, [email])
  const stored = user?.passwordHash ?? null
  const comparison = await comparePassword(stored, password)
  if (!user || comparison === 'wrong') return null
  if (comparison === 'right') return startSession({ userId: user.id, passwordHash: stored }, client)
  const hash = await hashPassword(password)
  const sessionId = await startSession({ userId: user.id, passwordHash: stored }, client)
  // Another sign-in has replaced the same outdated hash meanwhile. The second attempt finds a hash that is not outdated.
  if (!sessionId) return checkAndStart({ email, password }, client)
  await query(REPLACE_HASH, [user.id, stored, hash])
  return sessionId
}
