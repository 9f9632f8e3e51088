import { isNewerId } from '@/components/client/ids'
import type { RowRange } from '@/components/scroll/row-range'
import { type FeedState, indexFor, merged } from './feed-state'

/** Shows the posts that the pill counts, and the late ones, which it does not count. */
export function showWaitingPosts(state: FeedState): FeedState {
  const shown = merged(state.shown, [...state.waiting, ...state.late])
  return { ...state, shown, waiting: [], late: [] }
}

/** Puts the shown posts that are newer than this one behind the pill: they came after what the reader had on the screen. */
export function hideNewerPosts(state: FeedState, id: string): FeedState {
  const newer = state.shown.filter((other) => isNewerId(other, id))
  if (newer.length === 0 || newer.length === state.shown.length) return state
  return { ...state, shown: state.shown.slice(newer.length), waiting: merged(state.waiting, newer) }
}

/**
 * Shows the late posts that would not appear between two rows in the window. The others wait behind the pill. `inSight`: the
 * indexes of these rows in the list that is on the screen; null for none.
 */
export function joinLate(state: FeedState, inSight: (RowRange & Pick<FeedState, 'shown'>) | null): FeedState {
  const joining = state.late.filter((id) => {
    const at = indexFor(id, inSight?.shown ?? [])
    return !inSight || at <= inSight.from || at >= inSight.to
  })
  const others = state.late.filter((id) => !joining.includes(id))
  return { ...state, shown: merged(state.shown, joining), late: [], waiting: merged(state.waiting, others) }
}
