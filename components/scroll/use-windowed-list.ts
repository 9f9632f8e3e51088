'use client'

import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { anchorsAmong, type Place, placesInSight, putBack, rowElement } from './row-position'
import { heightOfSpan, type Span, spanFor, spanOfKeys } from './visible-range'

export type WindowedList = ReturnType<typeof useWindowedList>

type Rows<Row> = {
  rows: readonly Row[]
  /** Heights in pixels by key of the rows that have been drawn. */
  heights: ReadonlyMap<string, number>
  /** In pixels, for a row that was never drawn. */
  guessHeight: (row: Row) => number
  /** Where the page is to stand at first, in pixels; null where the browser has it. */
  offset: number | null
}

/**
 * Draws only the rows near the window, in the flow of the page, between empty rooms of the height of the others. The row
 * with the focus stays drawn wherever it is.
 */
export function useWindowedList<Row extends { key: string }>({ rows, heights, guessHeight, offset }: Rows<Row>) {
  const list = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const indexes = useMemo(() => new Map(rows.map(({ key }, at) => [key, at])), [rows])
  const heightsNow = useCallback(
    () => rows.map((row) => heights.get(row.key) ?? guessHeight(row)),
    [rows, heights, guessHeight],
  )
  // The server knows no window, so at first all of its page is drawn. Who comes back stands further down.
  const [drawn, setDrawn] = useState(() =>
    keysOf(rows, offset === null ? { from: 0, to: rows.length } : spanAt(offset)),
  )
  const span = spanOfKeys(drawn, indexes)

  function spanAt(top: number): Span {
    return spanFor({ from: 0, to: 0 }, { heights: heightsNow(), top, bottom: top + window.innerHeight })
  }

  const draw = useEffectEvent(() => {
    if (!list.current) return
    const top = -list.current.getBoundingClientRect().top
    const next = spanFor(span, { heights: heightsNow(), top, bottom: top + window.innerHeight })
    if (next !== span) setDrawn(keysOf(rows, next))
  })

  useLayoutEffect(() => {
    if (offset !== null) window.scrollTo({ top: offset, behavior: 'instant' })
  }, [offset])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are other heights
  useLayoutEffect(() => draw(), [rows])

  // Going to the top comes after the rows have changed, and what is there must be drawn before it can have the focus.
  const [trips, setTrips] = useState(0)
  const wantsFocus = useRef(false)
  useLayoutEffect(() => {
    if (trips === 0) return
    window.scrollTo({ top: 0, behavior: 'instant' })
    draw()
  }, [trips])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may be what makes the first row drawn
  useLayoutEffect(() => {
    if (!wantsFocus.current || span.from > 0 || window.scrollY > 0) return
    wantsFocus.current = false
    list.current?.querySelector('article')?.focus({ preventScroll: true })
  }, [drawn, rows, trips])

  useEffect(() => {
    const listener = () => draw()
    window.addEventListener('scroll', listener, { passive: true })
    window.addEventListener('resize', listener)
    return () => {
      window.removeEventListener('scroll', listener)
      window.removeEventListener('resize', listener)
    }
  }, [])

  /** The indexes of the first and the last row in the window; null when no row is. */
  function sightNow(): { first: number; last: number } | null {
    const seen = placesInSight(list.current).flatMap(({ key }) => indexes.get(key) ?? [])
    return seen.length === 0 ? null : { first: Math.min(...seen), last: Math.max(...seen) }
  }

  function goToTop({ focus }: { focus: boolean }): void {
    wantsFocus.current = focus
    setTrips(trips + 1)
  }

  /** Goes to a row that may not be drawn yet, and corrects itself as soon as it is. */
  function goTo(place: Place, tries = 8): void {
    const at = indexes.get(place.key)
    if (at === undefined || !list.current) return
    if (rowElement(list.current, place.key)) putBack(list.current, [place])
    else {
      const above = heightOfSpan(heightsNow(), { from: 0, to: at })
      window.scrollBy({ top: list.current.getBoundingClientRect().top + above - place.top, behavior: 'instant' })
    }
    if (tries > 0) requestAnimationFrame(() => goTo(place, tries - 1))
  }

  /** Gives a row the focus, and scrolls to its beginning. */
  function focusRow(at: number, tries = 8): void {
    const key = rows[at]?.key
    if (key === undefined) return
    const article = rowElement(list.current, key)?.querySelector('article')
    if (article) {
      article.focus({ preventScroll: true })
      article.scrollIntoView({ block: 'start', behavior: 'instant' })
    } else if (tries > 0) {
      goTo({ key, top: 0 }, 0)
      requestAnimationFrame(() => focusRow(at, tries - 1))
    }
  }

  return {
    list,
    span,
    drawn,
    indexes,
    focused,
    setFocused,
    heightsNow,
    sightNow,
    goToTop,
    goTo,
    focusRow,
    /** Where the reader is: the first row whose beginning they see. */
    placeNow: (): Place | null => anchorsAmong(placesInSight(list.current))[0] ?? null,
  }
}

function keysOf(rows: readonly { key: string }[], { from, to }: Span): readonly string[] {
  return rows.slice(from, to).map(({ key }) => key)
}
