import type { FeedState } from './feed-state'

/** The words on the pill: how many new posts there are, or that they could not be loaded. Empty when there are none. */
export function textOfPill({ waiting, gap, loadingNewest }: FeedState): string {
  if (loadingNewest === 'failed') return 'New posts could not be loaded. Try again'
  if (gap) return waiting.length > 0 ? `More than ${waiting.length} new posts` : 'New posts'
  return waiting.length === 0 ? '' : `${waiting.length} new ${waiting.length === 1 ? 'post' : 'posts'}`
}
