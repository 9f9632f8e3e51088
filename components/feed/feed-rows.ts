import { looksArrived } from '@/components/unsent/looks-arrived'
import type { Unsent } from '@/components/unsent/unsent'
import type { Post } from '@/lib/shared/views'
import type { FeedState } from './feed-state'

/** A row of the feed: a post, or something of one's own that was not sent. */
export type FeedRow =
  | { key: string; unsent: Unsent; post?: undefined }
  | { key: string; post: Post; unsent?: undefined }

/** The unsent posts, then the shown posts. */
export function feedRows(state: FeedState): FeedRow[] {
  const { shown, posts, keys } = state
  const rows: FeedRow[] = unsentRows(state)
  for (const id of shown) {
    const post = posts.get(id)
    if (post) rows.push({ key: keys.get(id) ?? id, post })
  }
  return rows
}

/** The unsent posts, except those that seem to stand among the posts. */
export function unsentRows({ unsent, posts, keys }: FeedState) {
  const all = unsent.length > 0 ? [...posts.values()] : []
  return unsent.filter((one) => !looksArrived(one, all, keys)).map((one) => ({ key: one.key, unsent: one }))
}

/** An estimate in pixels for a row that was never rendered, close enough that the scrollbar hardly moves when it is. */
export function estimateHeight({ post, unsent }: FeedRow): number {
  const { text, activity } = post ?? { activity: null, ...unsent }
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 62)), 0)
  return 140 + (text ? lines * 26 : 0) + (activity ? 32 : 0)
}
