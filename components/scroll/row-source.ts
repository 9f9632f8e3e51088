'use client'

import { useLayoutEffect, useRef } from 'react'
import type { RowPosition } from './row-position'

/** A list on the page, as seen by what restores the position of the reader. */
export type RowSource = {
  name: string
  /** Of all rows that are loaded, from top to bottom. */
  keys: () => readonly string[]
  /** Loads the next page. False when there is none, or it could not be loaded. */
  loadMore: () => Promise<boolean>
  /** The loaded rows go beyond where this one would be, so it does not exist any more. */
  isPast?: (key: string) => boolean
  /** Scrolls to a row that is not rendered. */
  goTo?: (position: RowPosition) => void
  /** Renders a row that is away from the window, because it is about to get the focus. */
  render?: (key: string) => void
  /** The newest row that is shown. */
  newest?: () => string | null
  /** Hides the rows that are newer than this one until the reader asks for them. */
  hideNewer?: (key: string) => void
}

const sources = new Set<() => RowSource>()

/** Makes the rows of a list known while it is on the page. */
export function useRowSource(source: RowSource): void {
  const latest = useRef(source)
  useLayoutEffect(() => {
    latest.current = source
  })
  // A layout effect: the position is restored in that of a component after the lists.
  useLayoutEffect(() => {
    const read = () => latest.current
    sources.add(read)
    return () => void sources.delete(read)
  }, [])
}

/** The first list on the page that meets the condition. */
export function findSource(condition: (source: RowSource) => boolean): RowSource | undefined {
  return [...sources].map((read) => read()).find(condition)
}
