'use client'

import { useLayoutEffect } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { pageElement } from './measure-position'
import type { ReadingPosition } from './reading-position'
import type { RowPosition } from './row-position'

type AwaitedRowsProps = {
  position: ReadingPosition
  /** The rows are on the page. Those below them may still be loaded, and without these the page is too short to scroll to them. */
  found?: boolean
}

/**
 * Grey shapes in place of the rows that a reader had on the screen, until they are `found`. The page is as high as it was, so
 * that the window can be where it was.
 */
export function AwaitedRows({ position, found = false }: AwaitedRowsProps) {
  const { rows, scrollY, height } = position

  useLayoutEffect(() => {
    const page = pageElement()
    if (!page) return
    page.style.minHeight = `${height - page.offsetTop}px`
    window.scrollTo({ top: scrollY, behavior: 'instant' })
    return () => {
      page.style.minHeight = ''
    }
  }, [scrollY, height])

  if (found) return null
  return (
    <div
      role="status"
      aria-label="Loading what you were reading"
      className="absolute inset-x-0 z-10 h-dvh bg-canvas sm:px-5"
      style={{ top: scrollY - (pageElement()?.offsetTop ?? 0) }}
    >
      {shapesOf(rows).map(({ key, top, height: rowHeight }) => (
        <div
          key={key}
          className="absolute inset-x-0 overflow-hidden border-line bg-surface px-4 py-4 max-sm:border-y sm:inset-x-5 sm:rounded-card sm:border"
          style={{ top, height: rowHeight }}
        >
          <Skeleton className="h-4 w-40 max-w-full" />
          <Skeleton className="mt-4 h-4 w-full" />
          <Skeleton className="mt-2.5 h-4 w-2/3" />
        </div>
      ))}
    </div>
  )
}

/** Pixels between two rows, and the least height of one. */
const GAP = 12
const LEAST = 40

/** From one row to the next, as they stood in the window. */
function shapesOf(rows: readonly RowPosition[]) {
  const sorted = rows.toSorted((one, other) => one.top - other.top)
  return sorted.flatMap(({ key, top }, nth) => {
    const next = sorted[nth + 1]
    return next && next.top - top > LEAST ? { key, top, height: next.top - top - GAP } : []
  })
}
