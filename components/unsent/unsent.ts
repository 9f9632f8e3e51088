import type { Audience, Comment, Place, Post, Verb } from '@/lib/shared/views'
import type { UnsentState } from './unsent-items'

type Common = {
  /** The idempotency key: every attempt has the same. */
  key: string
  viewerId: string
  text: string
  createdAt: string
  state: UnsentState
  /** Why it waits or was refused, for people. */
  problem?: string
  /** When it was sent first, in milliseconds: since then the server may have it. Null: the server does not have it. */
  sentAt: number | null
}

/** A post between the press of the button and the answer of the server. */
export type UnsentPost = Common & {
  audience: Audience
  activity: { verb: Verb; place: Place } | null
  postId?: undefined
}
/** A comment on the post `postId` in the same state. */
export type UnsentComment = Common & { postId: string }
export type Unsent = UnsentPost | UnsentComment

/** What an unsent post or comment became. */
export type Accepted =
  | { key: string; post: Post; comment?: undefined }
  | { key: string; comment: Comment; post?: undefined }

/** Those of one target are sent in the order in which they were written. */
export function targetOf({ postId }: Unsent): string {
  return postId === undefined ? 'post' : `comment/${postId}`
}
