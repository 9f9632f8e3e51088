'use client'

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import { keyOfRow, type RowPosition, rowElements } from './row-position'
import { heightOfRange, type RowRange, rangeOfKeys, rangeToRender } from './row-range'

export type RenderedRows = ReturnType<typeof useRenderedRows>

export type RowHeights<Row> = {
  rows: readonly Row[]
  /** Heights in pixels by key of the rows that have been rendered: they are measured here. */
  heights: Map<string, number>
  /** In pixels, for a row that was never rendered. */
  estimateHeight: (row: Row) => number
  /** Where rows stand on the screen at first; none: the list begins at its top. Null: the server has rendered all rows. */
  start: readonly RowPosition[] | null
}

type Options<Row> = RowHeights<Row> & { indexes: ReadonlyMap<string, number> }

/** Chooses the rows to render: those near the window, as it is scrolled and as rows come and go. */
export function useRenderedRows<Row extends { key: string }>(
  list: RefObject<HTMLElement | null>,
  { rows, indexes, heights, estimateHeight, start }: Options<Row>,
) {
  const heightsNow = () => rows.map((row) => heights.get(row.key) ?? estimateHeight(row))

  function rangeAt(top: number, rendered: RowRange): RowRange {
    return rangeToRender(rendered, { heights: heightsNow(), top, bottom: top + window.innerHeight })
  }

  // The server has no window, so the first rendering contains all rows of its page. A reader who returns starts further down.
  const [keys, setKeys] = useState(() =>
    keysOf(rows, start === null ? { from: 0, to: rows.length } : rangeAt(offsetOf(start), { from: 0, to: 0 })),
  )
  const range = rangeOfKeys(keys, indexes)

  /** From the top of the list to that of the window, so that the first of these rows that exists is where it stood. */
  function offsetOf(positions: readonly RowPosition[]): number {
    const position = positions.find(({ key }) => indexes.has(key))
    return position ? heightOfRange(heightsNow(), { from: 0, to: indexes.get(position.key) ?? 0 }) - position.top : 0
  }

  /** Renders what is near the window now. */
  function update(): void {
    if (!isDisplayed(list.current)) return
    const next = rangeAt(-list.current.getBoundingClientRect().top, range)
    if (next !== range) setKeys(keysOf(rows, next))
  }
  const updateNow = useEffectEvent(update)

  // After every rendering: any row may have another height.
  useLayoutEffect(() => {
    if (!isDisplayed(list.current)) return
    for (const row of rowElements(list.current)) heights.set(keyOfRow(row) ?? '', row.getBoundingClientRect().height)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: where it begins
  useLayoutEffect(() => {
    if (!start || !list.current) return
    const offset = offsetOf(start)
    const top = offset === 0 ? 0 : list.current.getBoundingClientRect().top + window.scrollY + offset
    window.scrollTo({ top, behavior: 'instant' })
  }, [])

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

/** While another page is loading, this one is hidden: then nothing has a height or a place. */
function isDisplayed(list: HTMLElement | null): list is HTMLElement {
  return list !== null && list.getClientRects().length > 0
}

function keysOf(rows: readonly { key: string }[], { from, to }: RowRange): readonly string[] {
  return rows.slice(from, to).map(({ key }) => key)
}
