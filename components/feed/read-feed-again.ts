import { api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import { refreshLater } from '@/components/live/refresh-later'
import type { FeedPage } from '@/lib/shared/views'
import { checkPosts } from './check-posts'
import { type FeedState, merged } from './feed-state'
import { mergeFeedPage, type Reading } from './merge-feed-page'

/** How many posts are read after a gap in the stream: more than a first page may have been missed. */
const WIDE = 50

export type FeedReading = ReturnType<typeof readFeedLater>

/** Reads the feed again when it is asked for. */
export const readFeedLater = (store: Store<FeedState>) => refreshLater((signal) => readFeedAgain(store, signal))

/**
 * Reads what the feed holds again: the newest posts, and at the same time those below them, so that what is forbidden vanishes
 * within a second, also further down.
 */
export async function readFeedAgain(store: Store<FeedState>, signal: AbortSignal): Promise<void> {
  const { posts, deletions: requested } = store.get()
  const knownBefore = new Set(posts.keys())
  const below = merged([...knownBefore], []).slice(WIDE)
  const newest = api.get<FeedPage>(`/api/feed?limit=${WIDE}`, { signal })
  await Promise.all([
    newest.then((page) => mergePage(store, page, { knownBefore, requested })),
    checkPosts(store, { ids: below, signal }),
  ])
}

/** Takes in a first page. */
export function mergePage(store: Store<FeedState>, page: FeedPage, reading: Reading): void {
  store.change((state) => mergeFeedPage(state, page, reading))
}
