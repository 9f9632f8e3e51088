import { frame } from '@/lib/delivery/frame'
import { writeMessage } from '@/lib/delivery/message'
import { bucketOf } from '@/lib/redis/buckets'
import { gatewayChannel, homeKey, onlineKey } from '@/lib/redis/keys'
import { request } from './request'
import type { Site } from './site'
import type { Villager } from './village'

/** Removes a delivered post from one reader's timeline, as if it had not been appended. */
export async function plantLoss({ redis }: Site, reader: Villager, postId: string): Promise<void> {
  const removed = await redis.ask((client) => client.lrem(homeKey(reader.id), 0, postId))
  if (removed !== 1) throw new Error(`${reader.name} did not have it in their timeline`)
}

/** Stores a post a second time, with an event of its own, as a repeated request without a key does. */
export async function plantDouble({ pool }: Site, postId: string): Promise<void> {
  await pool.query(
    `WITH copy AS (
       INSERT INTO "Post" ("authorId", text, audience) SELECT "authorId", text, audience FROM "Post" WHERE id = $1 RETURNING id)
     INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
     SELECT 'fan-out', 'post.created', jsonb_build_object('postId', id::text), now() FROM copy`,
    [postId],
  )
}

/** Publishes a post to the stream of somebody who may not see it. */
export async function plantLeak({ redis, address, village }: Site, stranger: Villager, postId: string): Promise<void> {
  const [author] = village.people
  const {
    body: { post },
  } = await request(`${address}/api/posts/${postId}`, { cookie: author?.cookie })
  await redis.ask(async (client) => {
    const bucket = bucketOf(stranger.id)
    const gateway = (await client.hget(onlineKey(bucket), stranger.id)) ?? ''
    const body = frame('feed', { post }, '1-planted:1')
    await client.publish(gatewayChannel(bucket, gateway), writeMessage({ kind: 'event', to: stranger.id, body }))
  })
}
