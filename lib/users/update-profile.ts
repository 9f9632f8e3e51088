import type { z } from 'zod'
import { query } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { profileSchema } from '@/lib/shared/schemas'
import type { User } from '@/lib/shared/views'
import { presentUser, type UserRow } from './present-user'

type Change = z.infer<typeof profileSchema>

/** Changes what the world sees of the viewer; what is not named stays as it is. */
export async function updateProfile(viewer: Viewer, { name, bio }: Change): Promise<User> {
  const [row] = await query<UserRow>(
    `UPDATE "User" SET name = COALESCE($2, name), bio = COALESCE($3, bio) WHERE id = $1
     RETURNING id, handle, name, bio, "avatarUrl"`,
    [viewer.id, name ?? null, bio ?? null],
  )
  if (!row) throw new AppError('not_signed_in', 'Please sign in.')
  return presentUser(row)
}
