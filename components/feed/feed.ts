import { api } from '@/components/client/api'
import { createStore } from '@/components/client/store'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { resetWithin } from '@/components/live/live-state'
import { refreshLater } from '@/components/live/refresh-later'
import type { FeedPage } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { loadOlderPage, showNewPosts } from './load-pages'
import { mergeFeedPage } from './merge-feed-page'
import { receiveFrame } from './receive-frame'
import { newFeedState, reopenFeedState } from './receive-page'
import { showUnsentPosts } from './send-post'

/** How many posts are read after a gap in the stream: more than a first page may have been missed. */
const WIDE = 50
/**
 * Milliseconds. When the first hello comes so soon after the page was read, the feed is not read again for edits
 * between them.
 */
const FRESH = 5_000

export type Feed = ReturnType<typeof createFeed>

/**
 * The feed of one viewer in this tab. It stays in memory when the reader goes to another page: it goes on receiving
 * frames there, and what was shown is still shown when they come back.
 */
function createFeed(viewerId: string, page: FeedPage) {
  const store = createStore<FeedState>(newFeedState(viewerId, page))
  // Without a position the stream cannot go on from the page, so the page counts as old.
  let readAt = page.position === null ? 0 : Date.now()

  const merge = (fresh: FeedPage, knownBefore: ReadonlySet<string>) =>
    store.change((state) => mergeFeedPage(state, fresh, knownBefore))
  const knownNow = () => new Set(store.get().posts.keys())

  const refresh = refreshLater(async (signal) => {
    const knownBefore = knownNow()
    merge(await api.get<FeedPage>(`/api/feed?limit=${WIDE}`, { signal }), knownBefore)
  })

  function receive(frame: Frame): void {
    store.change((state) => receiveFrame(state, frame))
    const within = resetWithin(frame)
    if (within !== null) refresh.within(within)
    if (frame.event === 'lost' || frame.event === 'bye') readAt = 0
    if (frame.event !== 'hello') return
    // The stream replays new posts, but not the edits and deletions of the time in which it was closed.
    if (within === null && Date.now() - readAt > FRESH) refresh.within(20_000)
    readAt = 0
  }

  return {
    viewerId,
    store,
    change: store.change,
    /** Heights of rows in pixels by key. Rows that are not rendered leave a space of their height. */
    heights: new Map<string, number>(),
    /**
     * `page`: the last first page that was taken in. `scrollOffset`: how far down the reader had scrolled when they
     * left, in pixels.
     */
    visit: { page, scrollOffset: 0 },
    listen() {
      const stops = [onFrame(receive), showUnsentPosts(viewerId, store)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    close: refresh.stop,

    /** Takes in the page of a navigation that brought the reader here. */
    reopen: (fresh: FeedPage) => store.change((state) => reopenFeedState(state, fresh)),

    /** Takes in a page that the server sent while the feed is on the screen. */
    merge: (fresh: FeedPage) => merge(fresh, knownNow()),

    showNew: () => showNewPosts(store),
    loadOlder: () => loadOlderPage(store),
  }
}

let current: { feed: Feed; stop: () => void } | null = null

/** The feed of this viewer in this tab, or null before it was first opened. */
export function currentFeed(viewerId: string): Feed | null {
  return current?.feed.viewerId === viewerId ? current.feed : null
}

/** Makes a feed that begins with this page. A browser tab keeps it; on the server each rendering has its own. */
export function startFeed(viewerId: string, page: FeedPage): Feed {
  const feed = createFeed(viewerId, page)
  if (typeof window === 'undefined') return feed
  current?.stop()
  current?.feed.close()
  current = { feed, stop: feed.listen() }
  return feed
}
