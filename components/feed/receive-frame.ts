import { isNewerId } from '@/components/client/ids'
import type { Frame } from '@/components/live/frames'
import { resetWithin } from '@/components/live/live-state'
import { LIMITS } from '@/lib/shared/limits'
import type { Post, PostFrame } from '@/lib/shared/views'
import { type FeedState, withoutAuthor } from './feed-state'
import { receiveChange, receiveRestored } from './receive-change'
import { receivePost } from './receive-post'

/** What a frame of the stream, or the answer to a poll, does to the feed. */
export function receiveFrame(state: FeedState, frame: Frame): FeedState {
  if (resetWithin(frame) !== null) return { ...state, interrupted: true }
  switch (frame.event) {
    case 'feed':
      return advanceThrough(receivePost(state, frame.post), frame.post)
    case 'polled':
      return receiveAnswer(state, frame)
    case 'post':
      return receivePostFrame(state, frame.change)
    case 'person':
      return 'gone' in frame ? withoutAuthor(state, frame.userId) : state
    case 'restored':
      return receiveRestored(state, frame.post)
    default:
      return state
  }
}

/** A newer version of a post that was deleted: it was restored, or the reader may see it again. */
function receivePostFrame(state: FeedState, change: PostFrame): FeedState {
  const isBack = 'post' in change && state.deleted.has(change.post.id)
  return isBack ? receivePost(state, change.post) : receiveChange(state, change)
}

/**
 * Takes in the answer to a poll, in which posts are newest first. After it no post is missing if both positions are
 * known, and if the answer is not full or reaches back to `through`.
 */
function receiveAnswer(state: FeedState, { items, from, position }: Extract<Frame, { event: 'polled' }>): FeedState {
  const next = items.reduce(receivePost, state)
  const [newest, oldest] = [items[0], items.at(-1)]
  if (!newest || !oldest || from === null || position === null) return next
  const reaches = items.length < LIMITS.poll || !isNewerId(oldest.id, state.through)
  return reaches ? advanceThrough(next, newest) : next
}

/** The stream keeps the order of posts, so all posts before this one have arrived, unless the stream started over. */
function advanceThrough(state: FeedState, { id }: Post): FeedState {
  return state.interrupted || !isNewerId(id, state.through) ? state : { ...state, through: id }
}
