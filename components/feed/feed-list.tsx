'use client'

import { Fragment } from 'react'
import { PostCard } from '@/components/posts/post-card'
import { keyOf, ROW } from '@/components/scroll/row-position'
import { KeepPlace } from '@/components/scroll/scroll-anchor'
import type { WindowedList } from '@/components/scroll/use-windowed-list'
import { heightOfSpan } from '@/components/scroll/visible-range'
import type { User } from '@/lib/shared/views'
import { DraftCard } from './draft-card'
import type { Feed } from './feed'
import type { FeedRow } from './feed-rows'

type FeedListProps = {
  feed: Feed
  viewer: User
  rows: readonly FeedRow[]
  list: WindowedList
  busy: boolean
  /** There are no older posts: only then their number is known. */
  complete: boolean
}

/** The posts, of which only those near the window are drawn; room is kept for the others. */
export function FeedList({ feed, viewer, rows, list, busy, complete }: FeedListProps) {
  const heights = list.heightsNow()
  const indexes = drawnIndexes(list)

  return (
    // The browser's own anchoring would correct what is already corrected.
    <div
      ref={list.list}
      role="feed"
      aria-label="Posts"
      aria-busy={busy}
      onFocus={(event) => list.setFocused(keyOf(event.target))}
      onBlur={() => list.setFocused(null)}
      className="[overflow-anchor:none]"
    >
      {indexes.map((at, nth) => {
        const row = rows[at]
        if (!row) return null
        const place = {
          tabIndex: 0,
          'aria-posinset': at + 1,
          'aria-setsize': complete ? rows.length : -1,
          className: 'scroll-mt-18 max-sm:-outline-offset-2 md:scroll-mt-4',
        }
        return (
          <Fragment key={row.key}>
            <Room height={heightOfSpan(heights, { from: (indexes[nth - 1] ?? -1) + 1, to: at })} />
            <div {...{ [ROW]: row.key }} className="pb-2 sm:pb-3">
              {row.post ? (
                <PostCard post={row.post} {...place} />
              ) : (
                <DraftCard draft={row.draft} feed={feed} viewer={viewer} {...place} />
              )}
            </div>
          </Fragment>
        )
      })}
      <Room height={heightOfSpan(heights, { from: (indexes.at(-1) ?? -1) + 1, to: rows.length })} />
      <KeepPlace list={list.list} heights={feed.heights} rows={rows} drawn={list.drawn} />
    </div>
  )
}

function drawnIndexes({ span, focused, indexes }: WindowedList): number[] {
  const drawn = Array.from({ length: span.to - span.from }, (_, nth) => span.from + nth)
  const at = focused === null ? undefined : indexes.get(focused)
  return at === undefined || drawn.includes(at) ? drawn : [...drawn, at].sort((one, other) => one - other)
}

function Room({ height }: { height: number }) {
  return height > 0 ? <div aria-hidden="true" style={{ height }} /> : null
}
