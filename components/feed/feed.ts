import { createStore } from '@/components/client/store'
import { untilUsed } from '@/components/client/until-used'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { type LiveState, recheckWithin } from '@/components/live/live-state'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { FeedPage } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { loadOlderPage, showNewPosts } from './load-pages'
import type { FeedReading } from './read-feed-again'
import { receiveFrame } from './receive-frame'
import { newFeedState, reopenFeedState } from './receive-page'
import { showUnsentPosts } from './send-post'

/**
 * Milliseconds. When the first hello comes so soon after the page was read, the feed is not read again for edits
 * between them.
 */
const FRESH = 5_000
/** Milliseconds within which posts of somebody are loaded who seems to be active again. All browsers do so. */
const BACK = 5_000

/** Not needed before the feed is read again. */
const loadReading = lazyRetry(() => import('./read-feed-again'))

export type Feed = ReturnType<typeof createFeed>

/**
 * The feed of one viewer in this tab. It stays in memory when the reader goes to another page: it goes on receiving
 * frames there, and what was shown is still shown when they come back.
 */
function createFeed(viewerId: string, page: FeedPage) {
  const store = createStore<FeedState>(newFeedState(viewerId, page))
  // Without a position the stream cannot go on from the page, so the page counts as old.
  let readAt = page.position === null ? 0 : Date.now()

  let reading: Promise<FeedReading> | undefined
  const loadLater = () => {
    reading ??= loadReading().then(({ readFeedLater }) => readFeedLater(store))
    return reading
  }
  const readWithin = (ms: number) => void loadLater().then(({ within }) => within(ms))

  let loadingOlder: Promise<void> | undefined

  /** Grows when posts that are being loaded may have become forbidden: then they are loaded again. */
  let round = 0
  /** People whose posts were removed, because nothing of them is shown. */
  const gone = new Set<string>()

  function receive(frame: Frame, before: LiveState): void {
    store.change((state) => receiveFrame(state, frame))
    const within = recheckWithin(frame, before)
    if (within !== null || frame.event === 'person' || isDeletion(frame)) round++
    if (within !== null) readWithin(within)
    if (bringsUnknown(store.get(), frame)) void loadReading().then((reading) => reading.askForReturned(store, frame))
    // Somebody may be active again, and their posts belong in the feed.
    if (frame.event === 'person' && 'user' in frame && gone.delete(frame.user.id)) readWithin(BACK)
    if (frame.event === 'person' && 'gone' in frame) gone.add(frame.userId)
    if (frame.event === 'lost' || frame.event === 'bye') readAt = 0
    if (frame.event !== 'hello') return
    // The stream replays new posts, but not the edits and deletions of the time in which it was closed.
    if (within === null && Date.now() - readAt > FRESH) readWithin(20_000)
    readAt = 0
  }

  /** A page of which is not known when it was requested has left out deleted posts. They may be visible again. */
  function askForDeleted({ items }: FeedPage): void {
    if (items.some(({ id }) => store.get().deleted.has(id))) readWithin(0)
  }

  return {
    viewerId,
    store,
    change: store.change,
    /** Heights of rows in pixels by key. Rows that are not rendered leave a space of their height. */
    heights: new Map<string, number>(),
    /** The last first page that was taken in. */
    page,
    listen() {
      const stops = [onFrame(receive), showUnsentPosts(viewerId, store)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    /** The feed is on the screen. */
    prepare: () => void untilUsed().then(loadReading),
    close: () => void reading?.then(({ stop }) => stop()),

    /** Takes in the page of a navigation that brought the reader here. */
    reopen(fresh: FeedPage): void {
      store.change((state) => reopenFeedState(state, fresh))
      askForDeleted(fresh)
    },

    /** Takes in a page that the server sent while the feed is on the screen. */
    async merge(fresh: FeedPage): Promise<void> {
      const knownBefore = new Set(store.get().posts.keys())
      const { mergePage } = await loadReading()
      mergePage(store, fresh, { knownBefore })
      askForDeleted(fresh)
    },

    showNew: () => showNewPosts(store, () => round),
    /** One page at a time, however often it is called. */
    loadOlder(limit?: number): Promise<void> {
      loadingOlder ??= loadOlderPage(store, { limit, round: () => round }).finally(() => {
        loadingOlder = undefined
      })
      return loadingOlder
    },
  }
}

/** Brings a version of a post that the feed lacks: it may be visible again. */
function bringsUnknown({ posts }: FeedState, frame: Frame): boolean {
  const change = frame.event === 'post' ? frame.change : frame
  return 'post' in change && !posts.has(change.post.id)
}

const isDeletion = (frame: Frame) => frame.event === 'post' && 'deleted' in frame.change

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
