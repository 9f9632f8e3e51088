import type { z } from 'zod'
import { mutate } from '@/lib/mutation/mutate'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { profileSchema } from '@/lib/shared/schemas'
import type { User } from '@/lib/shared/views'
import { presentUser } from './present-user'

type ProfileChange = z.infer<typeof profileSchema>

/** Changes the viewer's public profile. Fields that the change does not name stay as they are. */
export async function updateProfile(viewer: Viewer, { name, bio }: ProfileChange): Promise<User> {
  const [row] = await mutate(({ tx }) =>
    tx.user.updateManyAndReturn({
      where: { id: viewer.id },
      data: { name, bio },
      select: { id: true, handle: true, name: true, bio: true, avatarUrl: true },
    }),
  )
  if (!row) throw new AppError('not_signed_in', 'Please sign in.')
  return presentUser(row)
}
