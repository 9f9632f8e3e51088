import { focusField } from '@/components/ui/hold-keyboard'
import type { Post } from '@/lib/shared/views'

/** The id of the form for a comment, on the page of a post. */
export const REPLY = 'reply'

export function postPath(post: Pick<Post, 'id'>): string {
  return `/posts/${post.id}`
}

export function replyPath(post: Pick<Post, 'id'>): string {
  return `${postPath(post)}#${REPLY}`
}

/** The page to sign in, which says why and leads back to the post. */
export function signInPath(post: Pick<Post, 'id'>, why: 'like' | 'comment'): string {
  return `/sign-in?next=${encodeURIComponent(postPath(post))}&why=${why}`
}

/** Moves the focus to the form for a comment and scrolls there. */
export function focusReply(): void {
  const form = document.getElementById(REPLY)
  focusField(form?.querySelector('textarea'))
  form?.scrollIntoView({ block: 'center', behavior: 'instant' })
}
