'use client'

import { type ComponentProps, lazy, Suspense, useEffect } from 'react'
import { untilUsed } from '@/components/client/until-used'
import { PostCard } from '@/components/posts/post-card'
import { POST_CARD } from '@/components/posts/post-card-classes'
import type { WindowedList } from '@/components/scroll/use-windowed-list'
import { WindowedRows } from '@/components/scroll/windowed-rows'
import { classes } from '@/components/ui/classes'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { Unsent } from '@/components/unsent/unsent'
import type { User } from '@/lib/shared/views'
import type { FeedRow } from './feed-rows'
import type { FeedState } from './feed-state'

/** Loaded before it is needed: that is without a network, when it could not be loaded. */
const loadUnsentPostCard = lazyRetry(() => import('./unsent-post-card'))
const UnsentPostCard = lazy(loadUnsentPostCard)

type FeedListProps = { state: FeedState; viewer: User; list: WindowedList<FeedRow> }

/** The rows of the feed. */
export function FeedList({ state: { nextCursor, loadingOlder, loadingNewest }, viewer, list }: FeedListProps) {
  useEffect(() => void untilUsed().then(loadUnsentPostCard), [])

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
      <Suspense fallback={<PlainCard unsent={row.unsent} {...article} />}>
        <UnsentPostCard unsent={row.unsent} viewer={viewer} {...article} />
      </Suspense>
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

/** Until the card is loaded: what was sent shows at once. */
function PlainCard({ unsent: { text, state }, className, ...article }: { unsent: Unsent } & ComponentProps<'article'>) {
  return (
    <article data-state={state} aria-busy className={classes(POST_CARD, 'whitespace-pre-wrap', className)} {...article}>
      {text}
    </article>
  )
}
