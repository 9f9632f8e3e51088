import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { type LiveState, PAGE_FIRST, recheckWithin } from '@/components/live/live-state'
import { refreshLater } from '@/components/live/refresh-later'
import { reportShownPost } from '@/components/live/report-shown-post'
import { wait } from '@/components/live/waiting'
import { loadPost } from '@/components/posts/load-post'
import type { PersonFrame, Post, PostFrame } from '@/lib/shared/views'
import type { Conversation } from './conversation'
import { withoutAuthor } from './conversation-state'

/** A new comment is delivered to all watchers at once. Each of their browsers requests it within so many milliseconds. */
const SOON = 300
/**
 * With the same number of comments, most likely the post was liked. But one may have been deleted while another was
 * written.
 */
const LATER = 10_000
/** Milliseconds between two requests, however many comments are written. */
const PAUSE = 700
/** Milliseconds within which the comments of somebody are loaded whose account is active again. All browsers do so. */
const BACK = 5_000

/**
 * Keeps the page of a post current while it is open: requests the comments when a frame of the post shows that they may
 * have changed, and all that is shown when frames may have been missed, or when the viewer may not see all of it any more.
 * Calls `onHidden` when that is true of the post. `catchUp` is for a page that is an old one itself.
 */
export function followPost(post: Post, conversation: Conversation, onHidden: () => void) {
  let seen = post
  let loading = 0
  let changedMeanwhile = false
  /** Some of what is shown may have to vanish. */
  let recheck = false
  /** People whose comments were removed, because nothing of them is shown. */
  const gone = new Set<string>()

  const refresh = refreshLater(async (signal) => {
    loading++
    try {
      do {
        changedMeanwhile = false
        await (recheck ? loadAll(signal) : conversation.loadNewest(signal))
        await wait(PAUSE, signal)
      } while (changedMeanwhile && !signal.aborted)
    } finally {
      loading--
    }
  })

  const loadThisPost = () => loadPost(post.id, onHidden)

  async function loadAll(signal: AbortSignal) {
    await Promise.all([loadThisPost(), conversation.loadShown(signal)])
    if (!signal.aborted) recheck = false
  }

  function refreshWithin(within: number) {
    if (loading > 0) changedMeanwhile = true
    else refresh.within(within)
  }

  /** Also while comments are being loaded: what was asked for before may be forbidden by now. */
  function recheckSoon(within: number) {
    recheck = true
    conversation.forbid()
    if (within === 0) refresh.urgently(PAGE_FIRST)
    else refresh.within(within)
  }

  function receiveFrame(frame: Frame, before: LiveState) {
    const within = recheckWithin(frame, before)
    if (within !== null) recheckSoon(within)
    if (frame.event === 'post') receiveChange(frame.change)
    if (frame.event === 'person') receivePerson(frame)
  }

  function receivePerson(frame: PersonFrame) {
    if ('user' in frame) {
      if (gone.delete(frame.user.id)) recheckSoon(BACK)
      return
    }
    gone.add(frame.userId)
    conversation.forbid()
    conversation.change((state) => withoutAuthor(state, frame.userId))
  }

  function receiveChange(change: PostFrame) {
    if ('deleted' in change || change.post.id !== post.id) return
    const now = change.post
    if (now.updatedAt <= seen.updatedAt) return
    if (now.commentCount < seen.commentCount) recheck = true
    refreshWithin(now.commentCount === seen.commentCount ? LATER : SOON)
    seen = now
  }

  const stopReceiving = onFrame(receiveFrame)
  const stopShowing = reportShownPost(post.id, () => void loadThisPost())
  return {
    /** Reads everything again now. */
    catchUp: () => recheckSoon(0),
    stop() {
      stopReceiving()
      stopShowing()
      refresh.stop()
    },
  }
}
