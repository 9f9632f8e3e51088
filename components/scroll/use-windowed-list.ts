'use client'

import { type FocusEvent, useMemo, useRef, useState } from 'react'
import { keyOfRow, positionsInWindow, type RowPosition, readingPositions } from './row-position'
import type { RowRange } from './row-range'
import { useGoToRow } from './use-go-to-row'
import { type RowHeights, useRenderedRows } from './use-rendered-rows'

export type WindowedList<Row extends { key: string }> = ReturnType<typeof useWindowedList<Row>>

/**
 * A list of which only the rows near the window are rendered, in the flow of the page. `WindowedRows` shows it. The row
 * with the focus stays rendered wherever it is.
 */
export function useWindowedList<Row extends { key: string }>(options: RowHeights<Row>) {
  const { rows } = options
  const container = useRef<HTMLDivElement>(null)
  const indexes = useMemo(() => new Map(rows.map(({ key }, at) => [key, at])), [rows])
  const rendered = useRenderedRows(container, { ...options, indexes })
  const { goToTop, goTo, focusRow } = useGoToRow(container, { rows, indexes, rendered })
  const [focusedKey, setFocusedKey] = useState<string | null>(null)

  /** Where the reader is: the first row that begins in the window. */
  const readingPosition = (): RowPosition | null => readingPositions(container.current)[0] ?? null

  return {
    /** For the element that contains the rows. */
    container,
    rows,
    rendered,
    goToTop,
    goTo,
    focusRow,
    /** The index of the row with the focus; undefined for none. */
    focused: focusedKey === null ? undefined : indexes.get(focusedKey),
    /** Renders this row as the one with the focus, which it is about to get. */
    render: setFocusedKey,
    focusHandlers: {
      onFocus: ({ target }: FocusEvent) => setFocusedKey(keyOfRow(target)),
      onBlur: () => setFocusedKey(null),
    },
    readingPosition,
    /** The index of that row, 0 when none begins in the window. */
    readingIndex: (): number => indexes.get(readingPosition()?.key ?? '') ?? 0,

    /** The rows in the window; null when there is none. */
    rangeInWindow(): RowRange | null {
      const seen = positionsInWindow(container.current).flatMap(({ key }) => indexes.get(key) ?? [])
      return seen.length === 0 ? null : { from: Math.min(...seen), to: Math.max(...seen) + 1 }
    },
  }
}
