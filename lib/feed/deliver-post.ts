import type { Redis } from 'ioredis'
import { deliver, deliverEach } from '@/lib/delivery/deliver'
import { type CurrentPost, postFrame } from './current-post'
import { readOwnCounts } from './own-counts'

type Delivered = {
  post: CurrentPost
  /** People who may see it. */
  readers: bigint[]
  /** When this was read, by the clock of Redis. */
  readAt: number
}

/**
 * Delivers the present state of a post to people who may see it. All get the same frame, except those who find other counts
 * (see own-counts.ts): each of them gets a frame of their own. False when the facts were refused as too old.
 */
export async function deliverPost(redis: Redis, { post, readers, readAt }: Delivered): Promise<boolean> {
  const own = await readOwnCounts(post, readers)
  const apart = new Set(own.map(({ readerId }) => readerId))
  const shared = readers.filter((id) => !apart.has(id))
  if (!(await deliver(redis, shared, { kind: 'event', body: postFrame(post) }, readAt))) return false
  const frames = own.filter(({ visible }) => visible).map((row) => ({ userId: row.readerId, body: postFrame(row) }))
  return deliverEach(redis, frames, 'event', readAt)
}
