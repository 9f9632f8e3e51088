import { api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import { LIMITS } from '@/lib/shared/limits'
import type { FeedPage } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { appendFeedPage, replaceWith } from './receive-page'
import { showWaitingPosts } from './show-posts'

/**
 * Another number when a page that was asked for before may contain what the reader may not see any more. Such a page is asked for
 * again, so a page that is taken in was requested after all deletions.
 */
type Round = () => number
type Loading = { limit?: number; round: Round }

async function readPage(path: string, round: Round): Promise<FeedPage> {
  const began = round()
  const page = await api.get<FeedPage>(path)
  return round() === began ? page : readPage(path, round)
}

/** Shows the posts that the pill announces. When there is a gap, it loads the newest page, which replaces the list. */
export async function showNewPosts(store: Store<FeedState>, round: Round): Promise<void> {
  const { gap, loadingNewest } = store.get()
  if (!gap) return store.change(showWaitingPosts)
  if (loadingNewest === 'loading') return
  store.change((state) => ({ ...state, loadingNewest: 'loading' }))
  try {
    const page = await readPage('/api/feed', round)
    store.change((state) => ({ ...replaceWith(state, page, state.deletions), loadingNewest: 'idle' }))
  } catch {
    // The pill then says that loading failed, and a press tries again.
    store.change((state) => ({ ...state, loadingNewest: 'failed' }))
  }
}

/** Loads the next older page. */
export async function loadOlderPage(
  store: Store<FeedState>,
  { limit = LIMITS.page.default, round }: Loading,
): Promise<void> {
  const { nextCursor } = store.get()
  if (nextCursor === null) return
  store.change((state) => ({ ...state, loadingOlder: 'loading' }))
  try {
    const page = await readPage(`/api/feed?limit=${limit}&cursor=${encodeURIComponent(nextCursor)}`, round)
    store.change((state) => {
      // If the newest page has replaced the list meanwhile, this page does not follow its last post.
      const next = state.nextCursor === nextCursor ? appendFeedPage(state, page, state.deletions) : state
      return { ...next, loadingOlder: 'idle' }
    })
  } catch {
    // The end of the list then says that loading failed, and has a button to try again.
    store.change((state) => ({ ...state, loadingOlder: 'failed' }))
  }
}
