import { isNewerId } from '@/components/client/ids'
import type { Frame } from '@/components/live/frames'
import { resetWithin } from '@/components/live/live-state'
import { LIMITS } from '@/lib/shared/limits'
import type { Post } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { receiveChange, receivePost, restore } from './receive-post'

/** What a frame of the stream, or the answer to a poll, does to the feed. */
export function receiveFrame(state: FeedState, frame: Frame): FeedState {
  if (resetWithin(frame) !== null) return { ...state, hole: true }
  switch (frame.event) {
    case 'feed':
      return goThrough(receivePost(state, frame.post), frame.post)
    case 'polled':
      return takeAnswer(state, frame)
    case 'post':
      return receiveChange(state, frame.change)
    case 'restored':
      return restore(state, frame.post)
    default:
      return state
  }
}

/**
 * Newest first on the wire; the order of taking in does not matter. Without positions nobody knows whether it is
 * everything, and a full answer may end before what was known.
 */
function takeAnswer(state: FeedState, { items, from, position }: Extract<Frame, { event: 'polled' }>): FeedState {
  const known = items.reduce(receivePost, state)
  const [newest, oldest] = [items[0], items.at(-1)]
  if (!newest || !oldest || from === null || position === null) return known
  const reaches = items.length < LIMITS.poll || !isNewerId(oldest.id, state.through)
  return reaches ? goThrough(known, newest) : known
}

/**
 * A stream tells everything in order, so with this post everything before it is known, unless the stream had to start over.
 */
function goThrough(state: FeedState, { id }: Post): FeedState {
  return state.hole || !isNewerId(id, state.through) ? state : { ...state, through: id }
}
