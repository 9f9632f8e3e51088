import { api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import { refreshLater } from '@/components/live/refresh-later'
import type { FeedPage } from '@/lib/shared/views'
import { checkPosts } from './check-posts'
import { type FeedState, merged } from './feed-state'
import { covers, mergeFeedPage, type Reading } from './merge-feed-page'
import { vanishedFrom } from './without-vanished'

/** The feed loads it with this file, in one request. */
export { askForReturned } from './ask-for-returned'

/** How many posts are read after a gap in the stream: more than a first page may have been missed. */
const WIDE = 50

export type FeedReading = ReturnType<typeof readFeedLater>

/** Reads the feed again when it is asked for. */
export const readFeedLater = (store: Store<FeedState>) => refreshLater((signal) => readFeedAgain(store, signal))

/**
 * Reads what the feed holds again: the newest posts, and at the same time those below them, so that what is forbidden vanishes
 * within a second, also further down. What had vanished is asked for as well: it may be back.
 */
export async function readFeedAgain(store: Store<FeedState>, signal: AbortSignal): Promise<void> {
  const state = store.get()
  const { deletions: requested } = state
  const knownBefore = new Set(state.posts.keys())
  const ids = merged([...knownBefore], vanishedFrom(state))
  const newest = api.get<FeedPage>(`/api/feed?limit=${WIDE}`, { signal })
  await Promise.all([
    newest.then((page) => {
      mergePage(store, page, { knownBefore, requested })
      // With many new posts the page ends above some of these.
      return checkPosts(store, { ids: ids.slice(0, WIDE).filter((id) => !covers(page, id)), signal })
    }),
    checkPosts(store, { ids: ids.slice(WIDE), signal }),
  ])
}

/** Takes in a first page. */
export function mergePage(store: Store<FeedState>, page: FeedPage, reading: Reading): void {
  store.change((state) => mergeFeedPage(state, page, reading))
}
