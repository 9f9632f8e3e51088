import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeGraph, type GraphChange } from './change-graph'
import { presentRelation, requireOtherUser, type UserWithRelation } from './find-user'

/**
 * Changes the relation of the viewer to somebody and returns the new relation. Throws `user_not_found` when they have
 * blocked the viewer meanwhile.
 */
export async function changeRelation(viewer: Viewer, other: UserWithRelation, change: GraphChange): Promise<Relation> {
  await changeGraph({ viewerId: viewer.id, otherId: other.id }, change)
  return presentRelation(await requireOtherUser(viewer, other.handle))
}
