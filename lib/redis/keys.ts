/**
 * Every Redis key of Carillon, built here and nowhere else. `{b}` is the bucket tag: all keys of one bucket live in one
 * cluster slot, so that one script may touch them. BullMQ has its own keys under `bull:`.
 *
 * Everything here is disposable: PostgreSQL can rebuild it.
 */
export const BUCKETS = 1

/** Of a user, or of a post for keys that are about one. */
export function bucketOf(id: bigint): number {
  return Number(id % BigInt(BUCKETS))
}

/** One script touches one bucket: the users (or posts) of each. */
export function byBucket(ids: bigint[]): Map<number, bigint[]> {
  const buckets = new Map<number, bigint[]>()
  for (const id of ids) {
    const bucket = bucketOf(id)
    const members = buckets.get(bucket)
    if (members) members.push(id)
    else buckets.set(bucket, [id])
  }
  return buckets
}

/** LIST: `<epoch>:<base>:<floor>`, then post ids in order of arrival. */
export const homeKey = (bucket: number, userId: bigint | string) => `home:{${bucket}}:${userId}`
/** HASH: user id -> gateway ids (comma-separated) that hold connections of this user. */
export const onlineKey = (bucket: number) => `online:{${bucket}}`
/** STRING with a TTL: this gateway is alive. */
export const gatewayKey = (gatewayId: string) => `gateway:${gatewayId}`
/** Channel: frames for one gateway. */
export const gatewayChannel = (bucket: number, gatewayId: string) => `g:{${bucket}}:${gatewayId}`
/** STRING: which life of Redis this is. Timelines of another generation count as absent. */
export const generationKey = (bucket: number) => `generation:{${bucket}}`
/** STRING: `run_id` of the server that the generation was made for. */
export const runKey = (bucket: number) => `run:{${bucket}}`
/** STRING: this range of recipients (after, last] of this event is done. */
export const fannedKey = (bucket: number, eventId: bigint | string, after: bigint, last: bigint) =>
  `fanned:{${bucket}}:${eventId}:${after}-${last}`
/** ZSET: `<user>:<connection>` of browsers that show this post; score: until when (milliseconds by Redis's clock). */
export const viewingKey = (bucket: number, postId: bigint) => `viewing:{${bucket}}:${postId}`
/** Rate limits: rate-limiter-flexible appends the subject. */
export const limitKey = (name: string) => `limit:${name}`
