'use client'

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import { keyOfRow, rowElements } from './row-position'
import { type RowRange, rangeOfKeys, rangeToRender } from './row-range'

export type RenderedRows = ReturnType<typeof useRenderedRows>

export type RowHeights<Row> = {
  rows: readonly Row[]
  /** Heights in pixels by key of the rows that have been rendered: they are measured here. */
  heights: Map<string, number>
  /** In pixels, for a row that was never rendered. */
  estimateHeight: (row: Row) => number
  /** How far down the page is scrolled at first, in pixels; null leaves it to the browser. */
  scrollOffset: number | null
}

type Options<Row> = RowHeights<Row> & { indexes: ReadonlyMap<string, number> }

/** Chooses the rows to render: those near the window, as it is scrolled and as rows come and go. */
export function useRenderedRows<Row extends { key: string }>(
  list: RefObject<HTMLElement | null>,
  { rows, indexes, heights, estimateHeight, scrollOffset }: Options<Row>,
) {
  const heightsNow = () => rows.map((row) => heights.get(row.key) ?? estimateHeight(row))

  function rangeAt(top: number, rendered: RowRange): RowRange {
    return rangeToRender(rendered, { heights: heightsNow(), top, bottom: top + window.innerHeight })
  }

  // The server has no window, so the first rendering contains all rows of its page. A reader who returns starts further down.
  const [keys, setKeys] = useState(() =>
    keysOf(rows, scrollOffset === null ? { from: 0, to: rows.length } : rangeAt(scrollOffset, { from: 0, to: 0 })),
  )
  const range = rangeOfKeys(keys, indexes)

  /** Renders what is near the window now. */
  function update(): void {
    if (!list.current) return
    const next = rangeAt(-list.current.getBoundingClientRect().top, range)
    if (next !== range) setKeys(keysOf(rows, next))
  }
  const updateNow = useEffectEvent(update)

  // After every rendering: any row may have another height.
  useLayoutEffect(() => {
    for (const row of rowElements(list.current)) heights.set(keyOfRow(row) ?? '', row.getBoundingClientRect().height)
  })

  useLayoutEffect(() => {
    if (scrollOffset !== null) window.scrollTo({ top: scrollOffset, behavior: 'instant' })
  }, [scrollOffset])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other heights
  useLayoutEffect(() => updateNow(), [rows])

  useEffect(() => {
    const listener = () => updateNow()
    window.addEventListener('scroll', listener, { passive: true })
    window.addEventListener('resize', listener)
    return () => {
      window.removeEventListener('scroll', listener)
      window.removeEventListener('resize', listener)
    }
  }, [])

  return { range, keys, heightsNow, update }
}

function keysOf(rows: readonly { key: string }[], { from, to }: RowRange): readonly string[] {
  return rows.slice(from, to).map(({ key }) => key)
}
