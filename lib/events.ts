import type { Audience } from './shared/views'

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
  | { queue: 'graph'; type: 'graph.changed'; userIds: string[] }

export type EventOf<Queue extends OutboxEvent['queue']> = Extract<OutboxEvent, { queue: Queue }>
