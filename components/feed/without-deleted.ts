import type { Post } from '@/lib/shared/views'
import type { FeedState } from './feed-state'

/**
 * The posts of a page that are not deleted. A page shows that a post is visible again when it was requested after the deletion,
 * or has a newer version than the deleted one: a deletion, its undoing and another audience all make a new version.
 * `requested`: `deletions` of the state when the page was requested; 0 when it is not known.
 */
export function withoutDeleted({ deleted }: FeedState, items: readonly Post[], requested = 0): Post[] {
  return items.filter(({ id, updatedAt }) => {
    const known = deleted.get(id)
    return !known || known.nth <= requested || (known.version !== '' && updatedAt > known.version)
  })
}

/** The deletions without those of posts that are visible again. */
export function forgetDeletions({ deleted }: FeedState, visible: readonly Post[]): FeedState['deleted'] {
  if (!visible.some(({ id }) => deleted.has(id))) return deleted
  const rest = new Map(deleted)
  for (const { id } of visible) rest.delete(id)
  return rest
}
