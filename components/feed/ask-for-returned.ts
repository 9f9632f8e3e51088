import { isNewerId } from '@/components/client/ids'
import type { Store } from '@/components/client/store'
import type { Frame } from '@/components/live/frames'
import { refreshLater } from '@/components/live/refresh-later'
import { checkPosts } from './check-posts'
import type { FeedState } from './feed-state'
import { isMissing } from './without-vanished'

/** Milliseconds within which posts are asked for that seem to be visible again. All browsers do so. */
const BACK = 5_000
/** Milliseconds until a post is asked for again that was asked for before. */
const PAUSE = 60_000

type FeedStore = Store<FeedState>

/**
 * When a frame brings a version of a post that the feed lacks: asks soon whether it belongs there. It is visible again, or never
 * was in this feed (a page shows it), or its version was an old one.
 */
export function askForReturned(store: FeedStore, frame: Frame): void {
  const id = versionOf(frame)
  if (id === undefined || !mayReturn(store.get(), id)) return
  if (asker?.store !== store) {
    asker?.stop()
    asker = createAsker(store)
  }
  asker.ask(id)
}

/** Of the feed of this tab. */
let asker: ReturnType<typeof createAsker> | null = null

function createAsker(store: FeedStore) {
  const wanted = new Set<string>()
  const asked = new Set<string>()
  const request = refreshLater(async (signal) => {
    const asking = [...wanted]
    // Those whose frames come while the answer is on its way are asked for next.
    wanted.clear()
    try {
      await checkPosts(store, { ids: asking.filter((id) => mayReturn(store.get(), id)), signal })
    } catch (error) {
      for (const id of asking) wanted.add(id)
      throw error
    }
    for (const id of asking) asked.add(id)
  })
  return {
    store,
    stop: request.stop,
    ask(id: string) {
      wanted.add(id)
      if (asked.has(id)) request.after(PAUSE)
      else request.within(BACK)
    },
  }
}

/** The post of which a frame brings a version. */
function versionOf(frame: Frame): string | undefined {
  if (frame.event === 'feed') return frame.post.id
  return frame.event === 'post' && 'post' in frame.change ? frame.change.post.id : undefined
}

/**
 * Whether a post would stand among those that are loaded. One that is newer than all of them comes by itself, and above a gap the
 * newest page brings it.
 */
function mayReturn(state: FeedState, id: string): boolean {
  return isMissing(state, id) && (state.deleted.has(id) || !(state.gap || isNewerId(id, state.through)))
}
