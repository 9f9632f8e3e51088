import type { Tx } from '@/lib/postgres/db'
import type { UserRow } from './present-user'

export type NewUser = { handle: string; name: string; email: string; passwordHash: string | null }

/** Adds a person, or answers null when somebody has the handle or the e-mail address already, in whatever case. */
export async function insertUser(tx: Pick<Tx, '$queryRaw'>, user: NewUser): Promise<UserRow | null> {
  const { handle, name, email, passwordHash } = user
  const [row] = await tx.$queryRaw<UserRow[]>`
    INSERT INTO "User" (handle, name, email, "passwordHash") VALUES (${handle}, ${name}, ${email}, ${passwordHash})
    ON CONFLICT DO NOTHING RETURNING id, handle, name, bio, "avatarUrl"`
  return row ?? null
}
