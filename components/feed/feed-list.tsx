'use client'

import { PostCard } from '@/components/posts/post-card'
import type { WindowedList } from '@/components/scroll/use-windowed-list'
import { WindowedRows } from '@/components/scroll/windowed-rows'
import type { User } from '@/lib/shared/views'
import { DraftCard } from './draft-card'
import type { Feed } from './feed'
import type { FeedRow } from './feed-rows'
import type { FeedState } from './feed-state'

type FeedListProps = { feed: Feed; state: FeedState; viewer: User; list: WindowedList<FeedRow> }

/** The drafts and posts of the feed. */
export function FeedList({ feed, state: { nextCursor, loadingOlder, loadingNewest }, viewer, list }: FeedListProps) {
  function renderRow(row: FeedRow, at: number) {
    const article = {
      tabIndex: 0,
      'aria-posinset': at + 1,
      // The number of posts is only known when there are no older ones to load.
      'aria-setsize': nextCursor === null ? list.rows.length : -1,
    }
    return row.post ? (
      <PostCard post={row.post} {...article} />
    ) : (
      <DraftCard draft={row.draft} feed={feed} viewer={viewer} {...article} />
    )
  }

  return (
    // Without the browser's own scroll anchoring, which would move the page a second time.
    <div
      ref={list.container}
      role="feed"
      aria-label="Posts"
      aria-busy={loadingOlder === 'loading' || loadingNewest === 'loading'}
      className="[overflow-anchor:none]"
      {...list.focusHandlers}
    >
      <WindowedRows list={list} renderRow={renderRow} className="pb-2 sm:pb-3" />
    </div>
  )
}
