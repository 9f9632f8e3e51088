import type { Post } from '@/lib/shared/views'
import type { Draft, FeedState } from './feed-state'

/** What the list shows: one's own posts on their way, then posts. */
export type FeedRow = { key: string; draft: Draft; post?: undefined } | { key: string; post: Post; draft?: undefined }

export function rowsOf({ drafts, shown, posts, keys }: FeedState): FeedRow[] {
  const rows: FeedRow[] = drafts.map((draft) => ({ key: draft.key, draft }))
  for (const id of shown) {
    const post = posts.get(id)
    if (post) rows.push({ key: keys.get(id) ?? id, post })
  }
  return rows
}

/** A guess in pixels for a row that was never drawn: near enough that the scrollbar does not jump about. */
export function guessHeight({ post, draft }: FeedRow): number {
  const { text, activity } = post ?? draft
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 62)), 0)
  return 140 + (text ? lines * 26 : 0) + (activity ? 32 : 0)
}
