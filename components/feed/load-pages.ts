import { api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import type { FeedPage } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { appendPage, replaceWith } from './receive-page'
import { showWaiting } from './show-posts'

/** Shows what is behind the pill. When there is a gap, that is the newest page, loaded now. */
export async function showNewPosts(store: Store<FeedState>): Promise<void> {
  const { gap, newest } = store.get()
  if (!gap) return store.change(showWaiting)
  if (newest === 'loading') return
  store.change((state) => ({ ...state, newest: 'loading' }))
  try {
    const page = await api.get<FeedPage>('/api/feed')
    store.change((state) => ({ ...replaceWith(state, page), newest: 'idle' }))
  } catch {
    // The pill says so, and pressing it tries again.
    store.change((state) => ({ ...state, newest: 'failed' }))
  }
}

/** Loads the next older page, one at a time however often it is called. */
export async function loadOlderPage(store: Store<FeedState>): Promise<void> {
  const { nextCursor, older } = store.get()
  if (nextCursor === null || older === 'loading') return
  store.change((state) => ({ ...state, older: 'loading' }))
  try {
    const page = await api.get<FeedPage>(`/api/feed?cursor=${encodeURIComponent(nextCursor)}`)
    store.change((state) => {
      // The newest page may have replaced the list meanwhile. Then this page does not continue it.
      const next = state.nextCursor === nextCursor ? appendPage(state, page) : state
      return { ...next, older: 'idle' }
    })
  } catch {
    // The end of the list says so, and offers to try again.
    store.change((state) => ({ ...state, older: 'failed' }))
  }
}
