import { type Cause, NOTIFICATION_KINDS, type NotificationType } from '@/lib/shared/notification-kinds'

/**
 * A cause, and one person whom it may notify. The rules decide whether they become a recipient. Liking, unliking and liking
 * again gives the same candidate each time.
 */
export type Candidate = {
  cause: Cause
  recipientId: bigint
  actorId: bigint
  postId: bigint | null
  commentId: bigint | null
}

/** Candidates per transaction: enough to be cheap, few enough that other transactions wait only briefly for a bell. */
export const CANDIDATES_PER_CHUNK = 500

export const NOTIFICATION_TYPES = Object.keys(NOTIFICATION_KINDS) as NotificationType[]

/** The kinds that a cause can lead to, in the order of precedence. */
export function typesOf(cause: Cause): NotificationType[] {
  return NOTIFICATION_TYPES.filter((type) => causesOf(type).includes(cause))
}

const causesOf = (type: NotificationType): readonly Cause[] => NOTIFICATION_KINDS[type].causes

/** The cause of a stored event. A kind with two causes has a post or a comment as its cause: `commentId` decides. */
export function causeOf(type: NotificationType, commentId: bigint | null): Cause {
  const [only, another] = causesOf(type)
  if (only && !another) return only
  return commentId === null ? 'post' : 'comment'
}

/** type:actor:object. Unique per recipient, so the database stores each event once. */
export function dedupeKey(type: NotificationType, candidate: Candidate): string {
  return `${type}:${candidate.actorId}:${candidate.commentId ?? candidate.postId ?? candidate.recipientId}`
}

/** Leaves out repeated candidates. */
export function distinctCandidates(candidates: Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [identityOf(candidate), candidate])).values()]
}

function identityOf({ cause, recipientId, actorId, postId, commentId }: Candidate): string {
  return [cause, recipientId, actorId, postId, commentId].join(':')
}
