import type { Post } from '@/lib/shared/views'

export function postPath(post: Pick<Post, 'id'>): string {
  return `/posts/${post.id}`
}
