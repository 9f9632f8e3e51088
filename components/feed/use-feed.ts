'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { openAt } from '@/components/live/follow-live'
import { useWindowedList } from '@/components/scroll/use-windowed-list'
import type { FeedPage } from '@/lib/shared/views'
import { guessHeight, rowsOf } from './feed-rows'
import { arrive, forgetHistory } from './open-feed'
import { joinLate } from './show-posts'

/** The next older page is asked for when so few rows are left that are not drawn. */
const AHEAD = 4

/** The feed on its page: opened with what the server read, left where it was left, longer as one scrolls. */
export function useFeed(viewerId: string, page: FeedPage) {
  const [arrival] = useState(() => arrive(viewerId, page))
  const { feed, back } = arrival
  const [first] = useState(feed.store.get)
  const state = useSyncExternalStore(feed.store.subscribe, feed.store.get, () => first)
  const rows = useMemo(() => rowsOf(state), [state])
  const feedList = useWindowedList({ rows, heights: feed.heights, guessHeight, offset: arrival.offset })
  const { span, drawn, sightNow } = feedList
  const { drafts, late, nextCursor, older } = state

  useEffect(() => {
    forgetHistory()
    // After Back the page is an old one, and the stream has gone on.
    if (!back) openAt(page.position)
    if (feed.visit.page !== page && !back) feed.merge(page)
    feed.visit.page = page
  }, [feed, page, back])

  useLayoutEffect(
    () => () => {
      feed.visit.leftAt = window.scrollY
    },
    [feed],
  )

  useEffect(() => {
    if (span.to >= rows.length - AHEAD && nextCursor !== null && older === 'idle') void feed.loadOlder()
  }, [feed, span.to, rows.length, nextCursor, older])

  const joinOutOfSight = useEffectEvent(() => {
    const sight = sightNow()
    const own = drafts.length
    feed.change((now) => joinLate(now, sight && { first: sight.first - own, last: sight.last - own }))
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are drawn when the reader has moved on
  useEffect(() => {
    if (late.length > 0) joinOutOfSight()
  }, [late, drawn])

  return { feed, state, rows, feedList }
}
