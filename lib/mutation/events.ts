import { z } from 'zod'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { QueueName } from './queues'

/** A decimal string in the stored payload, because a JSON number loses digits; a bigint in the work. */
const id = z.codec(z.string().regex(/^[1-9]\d{0,18}$/, 'is not an id'), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (value) => String(value),
})

const audience = z.enum(AUDIENCES)

const event = <Queue extends QueueName, Type extends string, Payload extends z.ZodRawShape>(
  queue: Queue,
  type: Type,
  payload: Payload,
) => z.object({ queue: z.literal(queue), type: z.literal(type), ...payload })

/**
 * The committed facts that other processes act on. A payload holds ids. The worker reads everything else when it starts on
 * the event, so a repeated or late event cannot bring back old facts. Two values are exceptions, because they cannot be read
 * after the change:
 * - `before`: the old audience; null for a post that is restored, which nobody could see while it was deleted. People of the
 *   old audience who may not see the post any more get a frame that says that it is gone, and the post may already be in
 *   their timelines.
 * - `audience`: how the new audience compares with the old one. It limits the candidates that are looked at.
 */
const eventSchema = z.discriminatedUnion('queue', [
  z.discriminatedUnion('type', [
    event('fan-out', 'post.created', { postId: id }),
    event('fan-out', 'post.changed', { postId: id, before: audience }),
    event('fan-out', 'post.widened', { postId: id, before: audience.nullable() }),
  ]),
  z.discriminatedUnion('type', [
    event('notify', 'post.created', { postId: id }),
    // `same`: only the text was edited. `wider`: more people may see the post, or it was restored. `other`: all other cases, such
    // as a narrower audience or a deletion.
    event('notify', 'post.changed', { postId: id, audience: z.enum(['same', 'other', 'wider']) }),
    // Created or deleted.
    event('notify', 'comment.changed', { postId: id, commentId: id }),
    // Liked or no longer liked by this user.
    event('notify', 'like.changed', { postId: id, authorId: id, userId: id }),
    event('notify', 'follow.changed', { followerId: id, followeeId: id }),
    // Requested, accepted, withdrawn, declined or ended.
    event('notify', 'friendship.changed', { userIds: z.tuple([id, id]) }),
  ]),
  z.discriminatedUnion('type', [
    // `userIds`: whose feeds have other posts. `pages`: who else sees the change, in lists and relations.
    event('graph', 'graph.changed', { userIds: z.array(id), pages: z.array(id).optional() }),
    // Has another name, bio or avatar, or was suspended or is active again.
    event('graph', 'person.changed', { userId: id }),
    // An operator has ended all sessions of this user.
    event('graph', 'sessions.ended', { userId: id }),
  ]),
  z.discriminatedUnion('type', [
    // Was suspended or is active again: their likes and comments count no longer, or again. A queue of its own, because the work
    // may take half a minute, and what the queue `graph` does must be on all pages within a second.
    event('standing', 'standing.changed', { userId: id }),
    // Blocked or unblocked: what one of them has liked or said below posts of the other is hidden from everybody, or shown again.
    event('standing', 'block.changed', { userIds: z.tuple([id, id]) }),
  ]),
])

export type OutboxEvent = z.output<typeof eventSchema>

export type EventOf<Queue extends QueueName> = Extract<OutboxEvent, { queue: Queue }>

/** An event as its row has it. */
type StoredEvent = { id: bigint; type: string; payload: Record<string, unknown> }

/** The columns of an event. Throws when the event does not fit its schema, so that nothing unreadable is committed. */
export function encodeEvent(event: OutboxEvent): { queue: QueueName; type: string; payload: object } {
  const { queue, type, ...payload } = z.encode(eventSchema, event)
  return { queue, type, payload }
}

/** The event of a row, for the worker of this queue. Throws an error that names what cannot be read. */
export function parseEvent<Queue extends QueueName>(queue: Queue, { id, type, payload }: StoredEvent): EventOf<Queue> {
  const parsed = eventSchema.safeParse({ ...payload, queue, type })
  // The schema's choice by `queue` is not visible to TypeScript.
  if (parsed.success) return parsed.data as EventOf<Queue>
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  throw new Error(`event ${id} (${type}) cannot be read: ${problems.join(', ')}: ${JSON.stringify(payload)}`)
}
