import { limitSubject } from '@/lib/http/network-address'
import { countUse } from '@/lib/http/rate-limits'
import { mutate } from '@/lib/mutation/mutate'
import { query } from '@/lib/postgres/query'
import { bool, statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { hashPassword } from '@/lib/session/passwords'
import { isReservedHandle } from '@/lib/shared/reserved-handles'
import type { SignUp } from '@/lib/shared/schemas'
import type { User } from '@/lib/shared/views'
import { insertUser } from './insert-user'
import { presentUser } from './present-user'
import { requireStrongPassword } from './require-strong-password'

/**
 * Makes an account. When several people want the same handle or e-mail address at the same time, exactly one gets it. Throws
 * `handle_taken` (also for a reserved one) or `email_taken`, with the fields that are taken, and `invalid` for a
 * password that is easy to guess. `address` is counted by the limit on sign-ups.
 */
export async function signUp({ handle, name, email, password }: SignUp, address: string): Promise<User> {
  if (isReservedHandle(handle)) throw handleIsReserved()
  await requireStrongPassword({ password, owner: { handle, email }, field: 'password' })
  await countUse('sign-up', limitSubject(address), address)
  const passwordHash = await hashPassword(password)
  const user = await mutate(({ tx }) => insertUser(tx, { handle, name, email, passwordHash }))
  if (!user) throw await explainTaken(handle, email)
  return presentUser(user)
}

function handleIsReserved(): AppError {
  return new AppError('handle_taken', 'Nobody can have this handle.', { fields: { handle: 'is reserved' } })
}

/** `$1` is the handle, `$2` the e-mail address. */
const TAKEN = statement(
  'taken-at-sign-up',
  { handle: bool(), email: bool() },
  `SELECT lower(handle) = lower($1) AS handle, lower(email) = lower($2) AS email
   FROM "User" WHERE lower(handle) = lower($1) OR lower(email) = lower($2)`,
)

async function explainTaken(handle: string, email: string): Promise<AppError> {
  const rows = await query(TAKEN, [handle, email])
  const fields: Record<string, string> = {}
  if (rows.some((row) => row.handle)) fields.handle = 'is taken'
  if (rows.some((row) => row.email)) fields.email = 'has an account already'
  const code = fields.email && !fields.handle ? 'email_taken' : 'handle_taken'
  return new AppError(code, 'Somebody has this already.', { fields })
}
