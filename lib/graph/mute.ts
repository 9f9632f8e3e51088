import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeRelation } from './change-relation'
import { requireOtherUser } from './find-user'

/**
 * Removes somebody's posts from the viewer's feed, and what they do from the viewer's bell. They cannot notice it: feed, bell and
 * streams of theirs stay as they are. Idempotent.
 */
export async function mute(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireOtherUser(viewer, handle), {
    feeds: 'viewer',
    retracts: true,
    work: async ({ tx }, { viewerId, otherId }) => {
      const rows = await tx.$executeRaw`
        INSERT INTO "Mute" ("userId", "otherId") VALUES (${viewerId}, ${otherId}) ON CONFLICT DO NOTHING`
      return rows > 0
    },
  })
}

/** Idempotent. */
export async function unmute(viewer: Viewer, handle: string): Promise<Relation> {
  return changeRelation(viewer, await requireOtherUser(viewer, handle), {
    feeds: 'viewer',
    work: async ({ tx }, { viewerId, otherId }) => {
      const { count } = await tx.mute.deleteMany({ where: { userId: viewerId, otherId } })
      return count > 0
    },
  })
}
