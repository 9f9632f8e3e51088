import type { RowRange } from '@/components/scroll/row-range'
import { type FeedState, indexFor, merged } from './feed-state'

/** Shows the posts that the pill counts, and the late ones, which it does not count. */
export function showWaitingPosts(state: FeedState): FeedState {
  const shown = merged(state.shown, [...state.waiting, ...state.late])
  return { ...state, shown, waiting: [], late: [] }
}

/**
 * Shows the late posts that would not appear between two rows in the window. `inSight`: their indexes in `shown`; null
 * for none.
 */
export function joinLate(state: FeedState, inSight: RowRange | null): FeedState {
  const joining = state.late.filter((id) => {
    const at = indexFor(id, state.shown)
    return !inSight || at <= inSight.from || at >= inSight.to
  })
  if (joining.length === 0) return state
  const late = state.late.filter((id) => !joining.includes(id))
  return { ...state, shown: merged(state.shown, joining), late }
}
