'use client'

import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { type RowPosition, restorePosition, rowElement } from './row-position'
import { heightOfRange } from './row-range'
import type { RenderedRows } from './use-rendered-rows'

/** For so many frames a row that is not rendered yet is looked for again. */
const TRIES = 8

type Options = { rows: readonly { key: string }[]; indexes: ReadonlyMap<string, number>; rendered: RenderedRows }

/** Ways to scroll to a row of a list, also to one that is not rendered yet. */
export function useGoToRow(list: RefObject<HTMLElement | null>, { rows, indexes, rendered }: Options) {
  const { range, keys, heightsNow, update } = rendered
  const updateNow = useEffectEvent(update)
  // A state and not a call: the caller has just changed the rows, and the page is scrolled when they are on it.
  const [topRequests, setTopRequests] = useState(0)
  const wantsFocus = useRef(false)

  useLayoutEffect(() => {
    if (topRequests === 0) return
    window.scrollTo({ top: 0, behavior: 'instant' })
    updateNow()
  }, [topRequests])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first row may be rendered after a change of any of them
  useLayoutEffect(() => {
    if (!wantsFocus.current || range.from > 0 || window.scrollY > 0) return
    wantsFocus.current = false
    list.current?.querySelector('article')?.focus({ preventScroll: true })
  }, [keys, rows, topRequests])

  /** Goes to the top of the page, and gives the first row the focus if wanted. */
  function goToTop({ focus }: { focus: boolean }): void {
    wantsFocus.current = focus
    setTopRequests(topRequests + 1)
  }

  /** Scrolls to where a row stood: at first by estimated heights, and exactly as soon as the row is rendered. */
  function goTo(position: RowPosition, tries = TRIES): void {
    const at = indexes.get(position.key)
    if (at === undefined || !list.current) return
    if (rowElement(list.current, position.key)) restorePosition(list.current, [position])
    else {
      const above = heightOfRange(heightsNow(), { from: 0, to: at })
      window.scrollBy({ top: list.current.getBoundingClientRect().top + above - position.top, behavior: 'instant' })
    }
    if (tries > 0) requestAnimationFrame(() => goTo(position, tries - 1))
  }

  /** Gives a row the focus, and scrolls to its beginning. */
  function focusRow(at: number, tries = TRIES): void {
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

  return { goToTop, goTo, focusRow }
}
