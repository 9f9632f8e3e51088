import type { Audience } from '@/lib/shared/views'

/**
 * The committed facts that other processes act on. Ids are decimal strings; everything else is read again when the event
 * is worked on, so a repeated or late event cannot bring back old facts. `before` cannot be read again: for whom the post
 * was until then (null: for nobody, it was deleted). Who could not see it must not hear that it went, and who could has it
 * already.
 */
export type OutboxEvent =
  | { queue: 'fan-out'; type: 'post.created'; postId: string }
  | { queue: 'fan-out'; type: 'post.changed'; postId: string; before: Audience }
  | { queue: 'fan-out'; type: 'post.widened'; postId: string; before: Audience | null }
  | { queue: 'notify'; type: 'post.created'; postId: string }
  /** `audience`: who may see it is the same (the text was edited), another (or nobody), or wider than it was. */
  | { queue: 'notify'; type: 'post.changed'; postId: string; audience: 'same' | 'other' | 'wider' }
  /** Made or deleted. */
  | { queue: 'notify'; type: 'comment.changed'; postId: string; commentId: string }
  /** Liked or no longer liked by this user. */
  | { queue: 'notify'; type: 'like.changed'; postId: string; authorId: string; userId: string }
  | { queue: 'notify'; type: 'follow.changed'; followerId: string; followeeId: string }
  /** Asked, accepted, withdrawn, declined or ended. */
  | { queue: 'notify'; type: 'friendship.changed'; userIds: [string, string] }
  | { queue: 'graph'; type: 'graph.changed'; userIds: string[] }

export type EventOf<Queue extends OutboxEvent['queue']> = Extract<OutboxEvent, { queue: Queue }>
