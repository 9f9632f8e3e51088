/**
 * Every Redis key of Carillon, built here and nowhere else. `{b}` is the bucket tag: all keys of one bucket live in one
 * cluster slot, so that one script may touch them. BullMQ has its own keys under `bull:`.
 *
 * Everything here is disposable: PostgreSQL can rebuild it.
 */
export const BUCKETS = 1

export function bucketOf(userId: bigint): number {
  return Number(userId % BigInt(BUCKETS))
}

/** One script touches one bucket: the users of each. */
export function byBucket(userIds: bigint[]): Map<number, bigint[]> {
  const buckets = new Map<number, bigint[]>()
  for (const userId of userIds) {
    const bucket = bucketOf(userId)
    const members = buckets.get(bucket)
    if (members) members.push(userId)
    else buckets.set(bucket, [userId])
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
/** Rate limits: rate-limiter-flexible appends the subject. */
export const limitKey = (name: string) => `limit:${name}`
