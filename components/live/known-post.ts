import type { Post } from '@/lib/shared/views'

/**
 * A post as this browser knows it. Frames are the same for all readers and have no `viewer`, so `viewer` stays as the last
 * answer to this browser said. `viewerAt` is the version of that answer; without it, the version of the post itself.
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
