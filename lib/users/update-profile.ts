import type { z } from 'zod'
import { mutate } from '@/lib/mutation/mutate'
import { requireBasis } from '@/lib/mutation/require-basis'
import type { Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { profileSchema } from '@/lib/shared/schemas'
import type { User } from '@/lib/shared/views'
import { presentName, presentUser, type UserRow } from './present-user'

type ProfileChange = z.infer<typeof profileSchema>

/**
 * Changes the viewer's public profile. Fields that the change does not name stay as they are. Open pages show the change at
 * once; one that changes nothing records nothing. Throws `changed_elsewhere` when the profile is not what `basedOn` says.
 */
export async function updateProfile(viewer: Viewer, { basedOn, ...change }: ProfileChange): Promise<User> {
  const row = await mutate(async ({ tx, record }) => {
    const before = await lockProfile(tx, viewer)
    requireBasis({ name: presentName(before), bio: before.bio }, { change, basedOn })
    const after = { ...before, name: change.name ?? before.name, bio: change.bio ?? before.bio }
    if (after.name === before.name && after.bio === before.bio) return before
    await storeProfile(tx, after)
    await record({ queue: 'graph', type: 'person.changed', userId: viewer.id })
    return after
  })
  return presentUser(row)
}

/** Orders two edits of one profile. */
async function lockProfile(tx: Tx, viewer: Viewer): Promise<UserRow> {
  const [profile] = await tx.$queryRaw<UserRow[]>`
    SELECT id, handle, name, bio, "avatarUrl" FROM "User" WHERE id = ${viewer.id} FOR NO KEY UPDATE`
  if (!profile) throw new AppError('not_signed_in', 'Please sign in.')
  return profile
}

async function storeProfile(tx: Tx, { id, name, bio }: UserRow): Promise<void> {
  await tx.user.update({ where: { id }, data: { name, bio, profileVersion: { increment: 1 } }, select: { id: true } })
}
