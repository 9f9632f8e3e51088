/**
 * The committed facts that other processes act on. Ids are decimal strings; everything else is read again when the event
 * is worked on, so a repeated or late event cannot bring back old facts.
 */
export type OutboxEvent =
  | { queue: 'fan-out'; type: 'post.created'; postId: string }
  | { queue: 'fan-out'; type: 'post.changed'; postId: string }
  | { queue: 'fan-out'; type: 'post.widened'; postId: string }
  | { queue: 'graph'; type: 'graph.changed'; userIds: string[] }

export type EventOf<Queue extends OutboxEvent['queue']> = Extract<OutboxEvent, { queue: Queue }>
