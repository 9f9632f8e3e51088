'use client'

import type { WindowedList } from '@/components/scroll/use-windowed-list'
import { useArticleShortcuts } from '@/components/shortcuts/use-article-shortcuts'
import { useShortcuts } from '@/components/shortcuts/use-shortcuts'
import type { FeedRow } from './feed-rows'

type Options = { list: WindowedList<FeedRow>; onShowNew: () => void }

/** What single keys do in the feed. Its next row may not be rendered yet. */
export function useFeedShortcuts({ list, onShowNew }: Options): void {
  const { rows, focused, readingIndex, focusRow } = list

  /** Moves the focus one row on or back; without a focus, to the first row in sight. */
  function step(by: 1 | -1) {
    focusRow(focused === undefined ? readingIndex() : Math.max(0, Math.min(rows.length - 1, focused + by)))
  }
  useArticleShortcuts(step)

  useShortcuts((key) => {
    if (key !== '.' && key !== 'Home') return false
    onShowNew()
    return true
  })
}
