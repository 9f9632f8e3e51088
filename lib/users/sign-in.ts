import { z } from 'zod'
import { query } from '@/lib/postgres/query'
import { bigint, nullable, statement, text } from '@/lib/postgres/statement'
import { isPassword } from '@/lib/session/passwords'
import { LIMITS } from '@/lib/shared/limits'
import { emailSchema } from '@/lib/shared/schemas'
import { limitPasswordGuesses } from './limit-password-guesses'
import { type Client, startSession } from './sessions'
import { isActiveAccount } from './user-sql'

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1).max(LIMITS.password.max) })

const BY_EMAIL = statement(
  'password-of-email',
  { id: bigint(), passwordHash: nullable(text()) },
  `SELECT u.id, u."passwordHash" FROM "User" u WHERE lower(u.email) = lower($1) AND ${isActiveAccount('u')}`,
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
  const [user] = await query(BY_EMAIL, [email])
  const right = await isPassword(user?.passwordHash ?? null, password)
  return user && right ? startSession({ userId: user.id, passwordHash: user.passwordHash }, client) : null
}
