import { isNewerId } from '@/components/client/ids'
import type { Page, Post } from '@/lib/shared/views'

/** A cached list of posts: its address, and its pages so far. */
type List = { path: unknown; pages: unknown }

/**
 * Whether a list of posts of one person or place lacks a post that would stand among those it has: it was hidden when the list was
 * read. One that is newer than all of them is not missed, as new posts do not move a list that is being read.
 */
export function lacks({ path, pages: data }: List, post: Post): boolean {
  const addresses = [`/api/users/${post.author.handle}/posts`, `/api/places/${post.activity?.place.id}/posts`]
  if (typeof path !== 'string' || !addresses.includes(path)) return false
  const { pages } = (data ?? { pages: [] }) as { pages: Page<Post>[] }
  const ids = pages.flatMap(({ items }) => items.map(({ id }) => id))
  const [newest, oldest] = [ids[0], ids.at(-1)]
  if (newest === undefined || oldest === undefined) return pages.length > 0
  const isAmong = !isNewerId(post.id, newest) && (pages.at(-1)?.nextCursor === null || isNewerId(post.id, oldest))
  return isAmong && !ids.includes(post.id)
}
