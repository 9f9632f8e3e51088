import type { Post } from '@/lib/shared/views'

/** The id of the place where one answers, on the page of a post. */
export const REPLY = 'reply'

export function postPath(post: Pick<Post, 'id'>): string {
  return `/posts/${post.id}`
}

export function replyPath(post: Pick<Post, 'id'>): string {
  return `${postPath(post)}#${REPLY}`
}

/** To sign in, and back to the post. */
export function signInPath(post: Pick<Post, 'id'>): string {
  return `/sign-in?next=${encodeURIComponent(postPath(post))}`
}
