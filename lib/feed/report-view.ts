import { query } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import { askRedis } from '@/lib/redis/client'
import type { Viewer } from '@/lib/session/viewer'
import type { View } from '@/lib/shared/schemas'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { noteViewing } from './watchers'

/** As the stream names its connections. */
const CONNECTION_ID = /^[A-Za-z0-9_-]{12}$/

const VISIBLE = {
  name: 'visible-of-these',
  text: `SELECT p.id FROM "Post" p WHERE p.id = ANY ($1::bigint[]) AND ${visiblePost('p', '$2::bigint')}`,
}

/**
 * Notes which posts a browser of the viewer shows, so that they change there while they are shown, whether or not the
 * viewer follows their authors. A hint for two minutes and no promise: posts that the viewer may not see are passed over,
 * and without Redis nothing is noted. Throws `not_found` for what cannot be a connection.
 */
export async function noteView(viewer: Viewer, connectionId: string, { postIds, visible }: View): Promise<void> {
  if (!CONNECTION_ID.test(connectionId)) throw new AppError('not_found', 'There is no such stream.')
  const noted = visible ? await visibleOf(viewer, postIds) : postIds
  if (noted.length === 0) return
  const browser = { userId: viewer.id, connectionId }
  await askRedis((redis) => noteViewing(redis, browser, { postIds: noted, visible }), null)
}

async function visibleOf(viewer: Viewer, postIds: bigint[]): Promise<bigint[]> {
  return (await query<{ id: bigint }>(VISIBLE, [postIds, viewer.id])).map(({ id }) => id)
}
