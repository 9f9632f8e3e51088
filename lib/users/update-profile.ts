import type { z } from 'zod'
import { mutate } from '@/lib/mutation/mutate'
import { requireBasis } from '@/lib/mutation/require-basis'
import type { Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { profileSchema } from '@/lib/shared/schemas'
import type { User } from '@/lib/shared/views'
import { presentName, presentUser } from './present-user'

type ProfileChange = z.infer<typeof profileSchema>

/**
 * Changes the viewer's public profile. Fields that the change does not name stay as they are. Throws `changed_elsewhere` when
 * the profile is not what `basedOn` says.
 */
export async function updateProfile(viewer: Viewer, { name, bio, basedOn }: ProfileChange): Promise<User> {
  const [row] = await mutate(async ({ tx }) => {
    if (basedOn) requireBasis(await lockProfile(tx, viewer), { change: { name, bio }, basedOn })
    return tx.user.updateManyAndReturn({
      where: { id: viewer.id },
      data: { name, bio },
      select: { id: true, handle: true, name: true, bio: true, avatarUrl: true },
    })
  })
  if (!row) throw new AppError('not_signed_in', 'Please sign in.')
  return presentUser(row)
}

type Profile = { name: string; bio: string }

/** Orders two edits of one profile. The name is as its owner sees it, which is not always as an older version stored it. */
async function lockProfile(tx: Tx, viewer: Viewer): Promise<Profile> {
  const [profile] = await tx.$queryRaw<(Profile & { handle: string })[]>`
    SELECT handle, name, bio FROM "User" WHERE id = ${viewer.id} FOR NO KEY UPDATE`
  if (!profile) throw new AppError('not_signed_in', 'Please sign in.')
  return { name: presentName(profile), bio: profile.bio }
}
