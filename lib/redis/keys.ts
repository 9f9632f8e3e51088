import { bucketOf } from './buckets'

/**
 * Every Redis key of Carillon is built here and nowhere else. `{b}` is the tag of a bucket: see buckets.ts. BullMQ has its
 * own keys under `bull:`. All of this can be lost: timelines and queues are rebuilt from PostgreSQL, gateways and watchers are
 * registered again within a minute, and rate limits start at zero.
 */

/** LIST: `<epoch>:<base>:<floor>`, then post ids in order of arrival. */
export const homeKey = (userId: bigint | string) => `${homePrefix(bucketOf(userId))}${userId}`
/** What scripts put before a user id to get its home key. */
export const homePrefix = (bucket: number) => `home:{${bucket}}:`
/** HASH: user id -> gateway ids (comma-separated) that hold connections of this user. */
export const onlineKey = (bucket: number) => `online:{${bucket}}`
/** STRING with a TTL: the lease of a gateway. While it is there, the gateway is alive. */
export const gatewayKey = (gatewayId: string) => `gateway:${gatewayId}`
/** Channel: frames for users of one bucket on one gateway. */
export const gatewayChannel = (bucket: number, gatewayId: string) => `${channelPrefix(bucket)}${gatewayId}`
/** Channel: frames for all streams of all gateways. */
export const everyoneChannel = 'g:everyone'
/** What scripts put before a gateway id to get its channel. */
export const channelPrefix = (bucket: number) => `g:{${bucket}}:`
/** STRING: the generation of Redis (see generation.ts). Timelines of another generation count as absent. */
export const generationKey = (bucket: number) => `generation:{${bucket}}`
/** STRING: `run_id` of the server that the generation was made for. */
export const runKey = (bucket: number) => `run:{${bucket}}`
/** STRING: this range of recipients (after, last] of this event is done. */
export const fannedKey = (bucket: number, { eventId, after, last }: FannedRange) =>
  `fanned:{${bucket}}:${eventId}:${after}-${last}`
export type FannedRange = { eventId: bigint | string; after: bigint; last: bigint }
/** ZSET: `<user>:<connection>` of browsers that show this post; score: until when (milliseconds by Redis's clock). */
export const watchersKey = (postId: bigint | string) => `watchers:{${bucketOf(postId)}}:${postId}`
/** ZSET of the same form: browsers that showed this post until their viewers could not see it any more. */
export const formerWatchersKey = (postId: bigint | string) => `former:{${bucketOf(postId)}}:${postId}`
/** STRING: a rate limit. rate-limiter-flexible appends the subject. */
export const limitKey = (name: string) => `limit:${name}`
/** STRING with a TTL: written to see whether Redis takes writes again. */
export const probeKey = 'probe'
/** STRING: `run_id` of the server that has the jobs. Without it they may be lost. */
export const queueRunKey = 'queue-run'
/** STRING with a TTL, on the server of the queues: how many large fan-outs of this author began lately. */
export const burstKey = (authorId: bigint) => `burst:${authorId}`
