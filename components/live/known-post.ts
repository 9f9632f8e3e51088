import type { Post } from '@/lib/shared/views'

/**
 * A post as this browser knows it. `viewer` (for example: does this viewer like it) comes only with answers to requests; frames
 * do not have it. So a frame replaces the rest of the post and keeps `viewer`. `viewerAt` is the `updatedAt` of the answer that
 * brought `viewer`; without it, `viewer` belongs to the post's own `updatedAt`.
 */
export type KnownPost = Post & { viewerAt?: string }

/** The version of the post to which `viewer` belongs; '' when it is not known. */
export function viewerVersion({ viewer, viewerAt, updatedAt }: KnownPost): string {
  return viewer ? (viewerAt ?? updatedAt) : ''
}

/**
 * The newer version of the post with the newer `viewer`; the known object itself when nothing is new. `post` was received after
 * `known`, which decides between an answer and the same version: a block changes the counts that this viewer finds, and a mute
 * changes `viewer`, without changing the post.
 */
export function mergePost(known: KnownPost | undefined, post: KnownPost): KnownPost {
  if (!known) return post
  const newer = post.updatedAt > known.updatedAt || isAnotherAnswer(known, post) ? post : known
  const fresher = isFresher(known, post) ? post : known
  return newer === fresher ? newer : { ...newer, viewer: fresher.viewer, viewerAt: viewerVersion(fresher) || undefined }
}

function isFresher(known: KnownPost, post: KnownPost): boolean {
  const [before, now] = [viewerVersion(known), viewerVersion(post)]
  return now > before || (now === before && post.viewer?.muted !== known.viewer?.muted)
}

/** Whether a post is an answer that says something else about the version that is known. */
export function isAnotherAnswer(known: KnownPost, post: KnownPost): boolean {
  if (!post.viewer || post.updatedAt !== known.updatedAt) return false
  const sameCounts = post.likeCount === known.likeCount && post.commentCount === known.commentCount
  return !sameCounts || post.viewer.muted !== known.viewer?.muted
}

const receipts = new WeakMap<Post, number>()
let received = 0

/** Which of two answers of the same version this tab received later: the one with the higher number. */
export function receiptOf(post: Post): number {
  const receipt = receipts.get(post) ?? newReceipt()
  receipts.set(post, receipt)
  return receipt
}

/** A number above those of all posts that this tab has received so far. */
export function newReceipt(): number {
  return ++received
}
