import { type Cause, NOTIFICATION_KINDS, type NotificationType } from '@/lib/shared/notification-kinds'

/** Something that happened, seen from one person whom it may concern. The same one for ever, however often it happens. */
export type Concern = {
  cause: Cause
  recipientId: bigint
  actorId: bigint
  postId: bigint | null
  commentId: bigint | null
}

export const NOTIFICATION_TYPES = Object.keys(NOTIFICATION_KINDS) as NotificationType[]

/** The kinds that a cause can lead to, the first that fits first. */
export function typesOf(cause: Cause): NotificationType[] {
  return NOTIFICATION_TYPES.filter((type) => causesOf(type).includes(cause))
}

const causesOf = (type: NotificationType): readonly Cause[] => NOTIFICATION_KINDS[type].causes

/** The cause of a stored event. */
export function causeOf(type: NotificationType, commentId: bigint | null): Cause {
  const [only, another] = causesOf(type)
  return only && !another ? only : commentId === null ? 'post' : 'comment'
}

/** type:actor:object. Unique per recipient: the database keeps each once. */
export function dedupeKey(type: NotificationType, concern: Concern): string {
  return `${type}:${concern.actorId}:${concern.commentId ?? concern.postId ?? concern.recipientId}`
}

/** Each once. */
export function distinct(concerns: Concern[]): Concern[] {
  return [...new Map(concerns.map((concern) => [identityOf(concern), concern])).values()]
}

function identityOf({ cause, recipientId, actorId, postId, commentId }: Concern): string {
  return [cause, recipientId, actorId, postId, commentId].join(':')
}
