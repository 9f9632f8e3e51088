import type { Tx } from '@/lib/postgres/prisma'
import type { UserRow } from './present-user'

export type NewUser = { handle: string; name: string; email: string; passwordHash: string | null }

/** Adds an account, or returns null when the handle or the e-mail address is taken, in upper or lower case. */
export async function insertUser(tx: Tx, { handle, name, email, passwordHash }: NewUser): Promise<UserRow | null> {
  const [row] = await tx.$queryRaw<UserRow[]>`
    INSERT INTO "User" (handle, name, email, "passwordHash") VALUES (${handle}, ${name}, ${email}, ${passwordHash})
    ON CONFLICT DO NOTHING RETURNING id, handle, name, bio, "avatarUrl"`
  return row ?? null
}
