'use client'

import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react'
import { type People, people } from '@/components/client/people'
import { openAt } from '@/components/live/live'
import { useWindowedList, type WindowedList } from '@/components/scroll/use-windowed-list'
import type { FeedPage } from '@/lib/shared/views'
import type { Feed } from './feed'
import { estimateHeight, type FeedRow, feedRows, unsentRows } from './feed-rows'
import type { FeedState } from './feed-state'
import { openFeed } from './open-feed'
import { joinLate } from './show-posts'
import { useFeedRows } from './use-feed-rows'
import { withoutHidden } from './without-hidden'

const NOBODY: People = new Map()
/** With fewer rows than this below the rendered ones, the next older page is loaded. */
const AHEAD = 4

type ShownFeed = { feed: Feed; state: FeedState; list: WindowedList<FeedRow> }

/**
 * The feed on its page: its state, and the list that shows it. `page` is the first page, with which the server
 * rendered.
 */
export function useFeed(viewerId: string, page: FeedPage): ShownFeed {
  const [{ feed, start, returned }] = useState(() => openFeed(viewerId, page))
  const [first] = useState(feed.store.get)
  const stored = useSyncExternalStore(feed.store.subscribe, feed.store.get, () => first)
  const known = useSyncExternalStore(people.subscribe, people.get, () => NOBODY)
  const state = useMemo(() => withoutHidden(stored, known), [stored, known])
  const rows = useMemo(() => feedRows(state), [state])
  const list = useWindowedList({ rows, heights: feed.heights, estimateHeight, start })

  useEffect(() => {
    // After Back or Forward the page is an old one, and the stream has gone on since.
    if (!returned) openAt(page.position)
    if (feed.page !== page && !returned) void feed.merge(page)
    feed.prepare()
    feed.page = page
  }, [feed, page, returned])

  useFeedRows({ feed, list })
  useLoadingOlder({ feed, state, list })
  useJoiningLate({ feed, state, list })
  return { feed, state, list }
}

/** Loads older posts when the reader comes near the end. */
function useLoadingOlder({ feed, state: { nextCursor, loadingOlder }, list: { rows, rendered } }: ShownFeed): void {
  const end = rendered.range.to
  useEffect(() => {
    if (end >= rows.length - AHEAD && nextCursor !== null && loadingOlder === 'idle') void feed.loadOlder()
  }, [feed, end, rows.length, nextCursor, loadingOlder])
}

/** Lets late posts join the list when the reader does not see where they go. */
function useJoiningLate({ feed, state, list: { rendered, rangeInWindow } }: ShownFeed): void {
  const join = useEffectEvent(() => {
    const range = rangeInWindow()
    // Unsent posts are rows of the list, but not part of `shown`.
    const above = unsentRows(state).length
    feed.change((now) => joinLate(now, range && { from: range.from - above, to: range.to - above, shown: state.shown }))
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are rendered when the reader has scrolled
  useEffect(() => {
    if (state.late.length > 0) join()
  }, [state.late, rendered.keys])
}
