import { z } from 'zod'
import { query } from '@/lib/postgres/db'
import { isPassword } from '@/lib/session/passwords'
import { LIMITS } from '@/lib/shared/limits'
import { emailSchema } from '@/lib/shared/schemas'
import { spendGuess } from './limit-password-guesses'
import { type Client, startSession } from './sessions'
import { inGoodStanding } from './user-sql'

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1).max(LIMITS.password.max) })

const BY_EMAIL = `SELECT u.id, u."passwordHash" FROM "User" u WHERE lower(u.email) = lower($1) AND ${inGoodStanding('u')}`

/**
 * Begins a session for whoever knows the password of this account, or answers null. Unknown, suspended and deleted
 * accounts, and those without a password, take as long as a wrong password.
 */
export async function signInWithPassword(given: Record<string, unknown>, client: Client): Promise<string | null> {
  const credentials = credentialsSchema.safeParse(given)
  if (!credentials.success) return null
  const { email, password } = credentials.data
  await spendGuess(email, client.address)
  const [known] = await query<{ id: bigint; passwordHash: string | null }>(BY_EMAIL, [email])
  const right = await isPassword(known?.passwordHash ?? null, password)
  return known && right ? startSession({ userId: known.id, passwordHash: known.passwordHash }, client) : null
}
