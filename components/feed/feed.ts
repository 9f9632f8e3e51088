import { api } from '@/components/client/api'
import { createStore } from '@/components/client/store'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { resetWithin } from '@/components/live/live-state'
import { refreshLater } from '@/components/live/refresh-later'
import type { FeedPage } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { receiveFrame } from './receive-frame'
import { appendPage, mergeFirstPage, openWith, reopenWith, replaceWith, showWaiting } from './show-posts'

/** How many posts a reader is given who may have missed more than the first page. */
const WIDE = 50
/** So many milliseconds may pass between the reading of a page and the first hello without a thought of missed edits. */
const FRESH = 5_000

export type Feed = ReturnType<typeof createFeed>

/**
 * The feed of one viewer in this tab. It outlives its page, so that it goes on listening while the reader is elsewhere and
 * stands as it was when they come back.
 */
function createFeed(viewerId: string, page: FeedPage) {
  const store = createStore<FeedState>(openWith(viewerId, page))
  const change = (step: (state: FeedState) => FeedState) => store.set(step(store.get()))
  // Without a position nobody knows what came since.
  let readAt = page.position === null ? 0 : Date.now()

  const refresh = refreshLater(async (signal) => {
    const held = new Set(store.get().posts.keys())
    const newest = await api.get<FeedPage>(`/api/feed?limit=${WIDE}`, { signal })
    change((state) => mergeFirstPage(state, newest, held))
  })

  function hear(frame: Frame) {
    change((state) => receiveFrame(state, frame))
    const within = resetWithin(frame)
    if (within !== null) refresh.within(within)
    if (frame.event === 'lost' || frame.event === 'bye') readAt = 0
    if (frame.event !== 'hello') return
    // What was new has been replayed; what was edited or deleted meanwhile has not.
    if (within === null && Date.now() - readAt > FRESH) refresh.within(20_000)
    readAt = 0
  }

  return {
    viewerId,
    store,
    change,
    /** Heights of rows in pixels by key, so that what was scrolled away keeps its room. */
    heights: new Map<string, number>(),
    /** The page that the feed was last opened with, and how far down the reader was when they left. */
    visit: { page, leftAt: 0 },
    listen: () => onFrame(hear),
    close: refresh.stop,

    /** Takes in the page that a navigation brought: the reader comes anew. */
    reopen: (fresh: FeedPage) => change((state) => reopenWith(state, fresh)),

    /** Takes in a page that the server sent while the reader is reading. */
    merge(fresh: FeedPage) {
      const held = new Set(store.get().posts.keys())
      change((state) => mergeFirstPage(state, fresh, held))
    },

    /** Shows what waits behind the pill. */
    async showNew(): Promise<void> {
      if (!store.get().gap) return change(showWaiting)
      if (store.get().newest === 'loading') return
      change((state) => ({ ...state, newest: 'loading' }))
      try {
        const newest = await api.get<FeedPage>('/api/feed')
        change((state) => ({ ...replaceWith(state, newest), newest: 'idle' }))
      } catch {
        change((state) => ({ ...state, newest: 'failed' }))
      }
    },

    /** Loads the next older page. Called often while one scrolls; one request at a time. */
    async loadOlder(): Promise<void> {
      const { nextCursor, older } = store.get()
      if (nextCursor === null || older === 'loading') return
      change((state) => ({ ...state, older: 'loading' }))
      try {
        const next = await api.get<FeedPage>(`/api/feed?cursor=${encodeURIComponent(nextCursor)}`)
        // After a jump to the present this page belongs to nothing.
        if (store.get().nextCursor === nextCursor) change((state) => ({ ...appendPage(state, next), older: 'idle' }))
        else change((state) => ({ ...state, older: 'idle' }))
      } catch {
        change((state) => ({ ...state, older: 'failed' }))
      }
    },
  }
}

let current: { feed: Feed; stop: () => void } | null = null

/** The feed of this viewer that this tab has, or null. */
export function heldFeed(viewerId: string): Feed | null {
  return current?.feed.viewerId === viewerId ? current.feed : null
}

/**
 * Makes a feed that begins with this page, and in a browser keeps it. On the server nothing of one reader may reach another.
 */
export function beginFeed(viewerId: string, page: FeedPage): Feed {
  const feed = createFeed(viewerId, page)
  if (typeof window === 'undefined') return feed
  current?.stop()
  current?.feed.close()
  current = { feed, stop: feed.listen() }
  return feed
}
