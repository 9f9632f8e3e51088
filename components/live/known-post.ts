import type { Post } from '@/lib/shared/views'

/**
 * A post as this browser knows it. `viewer` (for example: does this viewer like it) comes only with answers to requests; frames
 * are the same for all readers and do not have it. So a frame replaces the rest of the post and keeps `viewer`. `viewerAt` is
 * the `updatedAt` of the answer that brought `viewer`; without it, `viewer` belongs to the post's own `updatedAt`.
 */
export type KnownPost = Post & { viewerAt?: string }

/** The version of the post to which `viewer` belongs; '' when it is not known. */
export function viewerVersion({ viewer, viewerAt, updatedAt }: KnownPost): string {
  return viewer ? (viewerAt ?? updatedAt) : ''
}

/** The newer version of the post with the newer `viewer`; the known object itself when nothing is new. */
export function mergePost(known: KnownPost | undefined, post: KnownPost): KnownPost {
  if (!known) return post
  const newer = post.updatedAt > known.updatedAt ? post : known
  const fresher = viewerVersion(post) > viewerVersion(known) ? post : known
  return newer === fresher ? newer : { ...newer, viewer: fresher.viewer, viewerAt: viewerVersion(fresher) || undefined }
}
