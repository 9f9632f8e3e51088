import type { Post } from '@/lib/shared/views'

/**
 * A post as a browser holds it. Frames are shared and say nothing about the viewer, so what an earlier answer said stays:
 * `viewerAt` is the version it was true of. Without it, that is the post's own.
 */
export type HeldPost = Post & { viewerAt?: string }

/** The version of which `viewer` was true; '' when nothing is known. */
export function viewerVersion({ viewer, viewerAt, updatedAt }: HeldPost): string {
  return viewer ? (viewerAt ?? updatedAt) : ''
}

/** The newest of what both know, about the post and about its viewer; the known one itself when nothing is new. */
export function mergePost(known: HeldPost | undefined, post: HeldPost): HeldPost {
  if (!known) return post
  const newer = post.updatedAt > known.updatedAt ? post : known
  const fresher = viewerVersion(post) > viewerVersion(known) ? post : known
  return newer === fresher ? newer : { ...newer, viewer: fresher.viewer, viewerAt: viewerVersion(fresher) || undefined }
}
