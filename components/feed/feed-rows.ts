import type { Post } from '@/lib/shared/views'
import type { FeedState, PostDraft } from './feed-state'

/** A row of the feed: a draft of one's own, or a post. */
export type FeedRow =
  | { key: string; draft: PostDraft; post?: undefined }
  | { key: string; post: Post; draft?: undefined }

/** The drafts, then the shown posts. */
export function feedRows({ drafts, shown, posts, keys }: FeedState): FeedRow[] {
  const rows: FeedRow[] = drafts.map((draft) => ({ key: draft.key, draft }))
  for (const id of shown) {
    const post = posts.get(id)
    if (post) rows.push({ key: keys.get(id) ?? id, post })
  }
  return rows
}

/** An estimate in pixels for a row that was never rendered, close enough that the scrollbar hardly moves when it is. */
export function estimateHeight({ post, draft }: FeedRow): number {
  const { text, activity } = post ?? draft
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 62)), 0)
  return 140 + (text ? lines * 26 : 0) + (activity ? 32 : 0)
}
