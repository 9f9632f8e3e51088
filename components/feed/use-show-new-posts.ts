'use client'

import { useState } from 'react'
import type { RowPosition } from '@/components/scroll/row-position'
import type { WindowedList } from '@/components/scroll/use-windowed-list'
import type { Feed } from './feed'
import type { FeedRow } from './feed-rows'

/** A reader further down than this (pixels) can return after the page went to the top. */
const NEAR_TOP = 80

/** `showNew` shows the new posts and goes to the top; `goBack` returns to where the reader was before. */
export function useShowNewPosts(feed: Feed, { readingPosition, goToTop, goTo }: WindowedList<FeedRow>) {
  const [returnTo, setReturnTo] = useState<RowPosition | null>(null)

  async function showNew(): Promise<void> {
    const position = window.scrollY > NEAR_TOP ? readingPosition() : null
    await feed.showNew()
    goToTop({ focus: true })
    setReturnTo(position)
  }

  return {
    showNew: () => void showNew(),
    /** Null when there is nowhere to return to. */
    returnTo,
    forgetReturn: () => setReturnTo(null),
    goBack() {
      if (returnTo) goTo(returnTo)
      setReturnTo(null)
    },
  }
}
