import { isNewerId } from '@/components/client/ids'
import { vanishedIds } from '@/components/list/vanished-ids'
import type { FeedPage, Post } from '@/lib/shared/views'
import { type FeedState, isOnOlderPage, merged, removeFromLists } from './feed-state'
import { replaceWith } from './receive-page'
import { withReadPosts } from './with-read-posts'
import { forgetDeletions, withoutDeleted } from './without-deleted'
import { withoutVanished } from './without-vanished'

export type Reading = {
  /** The ids of the posts that were known when the page was requested. */
  knownBefore: ReadonlySet<string>
  /** See withoutDeleted. */
  requested?: number
}

/**
 * Takes in a first page that was read because frames of the stream may have been missed. Posts that it adds wait behind
 * the pill, but those that were on the screen before go where they were; posts that it should contain and does not are removed.
 */
export function mergeFeedPage(state: FeedState, page: FeedPage, { knownBefore, requested }: Reading): FeedState {
  const items = withoutDeleted(state, page.items, requested)
  const vanished = vanishedIds(state.posts.values(), {
    page: items,
    wasKnown: ({ id }) => knownBefore.has(id),
    covers: ({ id }) => covers(page, id),
  })
  const rest = removeFromLists(state, vanished)
  if (rest.shown.length === 0 && rest.waiting.length === 0) return replaceWith(rest, page, requested)
  return isJoinable(rest, page) ? join(withoutVanished(state, vanished), items) : { ...rest, gap: true }
}

/** Whether the page would contain a post with this id if the post still belonged in the feed. */
export function covers({ items, nextCursor }: FeedPage, id: string): boolean {
  if (nextCursor === null) return true
  const oldest = items.at(-1)?.id
  return oldest !== undefined && !isNewerId(oldest, id)
}

/**
 * Whether the page reaches back to `through`. If it does not, the posts between would be missing for good: the next
 * older page begins below the shown posts.
 */
function isJoinable({ through }: FeedState, { items, nextCursor }: FeedPage): boolean {
  const oldest = items.at(-1)?.id
  return nextCursor === null || oldest === undefined || !isNewerId(oldest, through)
}

function join(state: FeedState, items: readonly Post[]): FeedState {
  const listed = new Set([...state.shown, ...state.waiting, ...state.late])
  const fresh = items.filter(({ id }) => !listed.has(id) && !isOnOlderPage(state, id)).map(({ id }) => id)
  const wasShown = (id: string) => state.deleted.get(id)?.shown === true
  const newest = items[0]?.id ?? '0'
  return {
    ...withReadPosts(
      state,
      items.filter(({ id }) => !isOnOlderPage(state, id) || listed.has(id)),
    ),
    deleted: forgetDeletions(state, items),
    through: isNewerId(newest, state.through) ? newest : state.through,
    interrupted: false,
    waiting: merged(
      state.waiting,
      fresh.filter((id) => !wasShown(id)),
    ),
    late: merged(state.late, fresh.filter(wasShown)),
  }
}
