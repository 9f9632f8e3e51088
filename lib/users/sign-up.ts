import { limitSubject } from '@/lib/http/client-address'
import { spend } from '@/lib/http/rate-limits'
import { db, query } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import { hashPassword } from '@/lib/session/passwords'
import type { SignUp } from '@/lib/shared/schemas'
import type { User } from '@/lib/shared/views'
import { insertUser } from './insert-user'
import { presentUser } from './present-user'

/**
 * Makes an account. Of several that want the same handle or e-mail address at once exactly one gets it; the others are
 * told which field is taken. `address` counts against how many may sign up from one place.
 */
export async function signUp({ handle, name, email, password }: SignUp, address: string): Promise<User> {
  await spend('sign-up', limitSubject(address), address)
  const made = await insertUser(db, { handle, name, email, passwordHash: await hashPassword(password) })
  if (!made) throw await explainTaken(handle, email)
  return presentUser(made)
}

async function explainTaken(handle: string, email: string): Promise<AppError> {
  const rows = await query<{ handle: boolean; email: boolean }>(
    `SELECT lower(handle) = lower($1) AS handle, lower(email) = lower($2) AS email
     FROM "User" WHERE lower(handle) = lower($1) OR lower(email) = lower($2)`,
    [handle, email],
  )
  const fields: Record<string, string> = {}
  if (rows.some((row) => row.handle)) fields.handle = 'is taken'
  if (rows.some((row) => row.email)) fields.email = 'has an account already'
  const code = fields.email && !fields.handle ? 'email_taken' : 'handle_taken'
  return new AppError(code, 'Somebody has this already.', { fields })
}
