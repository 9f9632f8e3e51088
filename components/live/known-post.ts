import type { Post } from '@/lib/shared/views'

/**
 * A post as this browser knows it. Frames are shared and say nothing about the viewer, so what an earlier answer said stays:
 * `viewerAt` is the version it was true of. Without it, that is the post's own.
 */
export type KnownPost = Post & { viewerAt?: string }

/** The version of which `viewer` was true; '' when nothing is known. */
export function viewerVersion({ viewer, viewerAt, updatedAt }: KnownPost): string {
  return viewer ? (viewerAt ?? updatedAt) : ''
}

/** The newest of what both know, about the post and about its viewer; the known one itself when nothing is new. */
export function mergePost(known: KnownPost | undefined, post: KnownPost): KnownPost {
  if (!known) return post
  const newer = post.updatedAt > known.updatedAt ? post : known
  const fresher = viewerVersion(post) > viewerVersion(known) ? post : known
  return newer === fresher ? newer : { ...newer, viewer: fresher.viewer, viewerAt: viewerVersion(fresher) || undefined }
}
