import type { ReactNode } from 'react'
import { onPageChange } from '@/components/client/page-change'
import { type Arrival, addressOf, currentAddress, currentEntry } from './arrival'
import { AwaitedRows } from './awaited-rows'
import { findRow, isKnown } from './find-row'
import { holdRow } from './hold-row'
import { measurePosition, restoreFocus } from './measure-position'
import type { ReadingPosition } from './reading-position'
import type { RowPosition } from './row-position'
import { findSource } from './row-source'
import { storePosition } from './store-position'
import { positionFor } from './stored-position'
import { untilReaderActs } from './until-reader-acts'

/** Milliseconds after the last scroll at which the position is stored. */
const PAUSE = 150

export type PositionKeeper = ReturnType<typeof keepPosition>

/**
 * Stores where the reader is, and takes them there when they come back. `show` shows grey shapes while rows have to be
 * loaded first, and with null nothing more. A reader who scrolls meanwhile stays where they scroll to.
 */
export function keepPosition(viewerId: string, show: (shapes: ReactNode) => void) {
  const listening = new AbortController()
  let restoring = new AbortController()
  /** The page on the screen. The browser's address changes before it when the reader presses Back. */
  let shown = { entry: currentEntry(), address: currentAddress() }
  /** Another page has been asked for, and the one on the screen may be hidden. */
  let isLeaving = false
  /** The reader is where they were, or has scrolled elsewhere. Until then the stored position is the true one. */
  let isThere = true
  let timer: ReturnType<typeof setTimeout> | undefined

  function save(): void {
    clearTimeout(timer)
    if (isThere && !isLeaving) storePosition(viewerId, { ...shown, position: measurePosition() })
  }

  function saveSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }

  function scrolled(): void {
    if (restoring.signal.aborted) isThere = true
    saveSoon()
  }

  function leave(url: string): void {
    save()
    const sameAddress = addressOf(new URL(url, window.location.href)) === shown.address
    isLeaving = !sameAddress
    if (sameAddress) shown = { ...shown, entry: currentEntry() }
  }

  /** Another page is on the screen. `reader`: aborted when its reader has acted already, and stays where they are. */
  function arrived(arrival: Arrival, reader?: AbortSignal): void {
    clearTimeout(timer)
    restoring.abort()
    show(null)
    shown = { entry: currentEntry(), address: currentAddress() }
    isLeaving = false
    const position = positionFor(viewerId, arrival)
    isThere = position === null
    if (position && !reader?.aborted) void restore(position)
  }

  async function restore(position: ReadingPosition): Promise<void> {
    restoring = untilReaderActs()
    const { signal } = restoring
    const [wanted] = position.rows
    const row = !wanted || isKnown(wanted) ? wanted : await search(position, signal)
    if (!signal.aborted) goBack(position, row)
  }

  async function search(position: ReadingPosition, signal: AbortSignal): Promise<RowPosition | undefined> {
    show(<AwaitedRows position={position} />)
    const row = await findRow(position, signal)
    // Another page may have come meanwhile, which has rows of its own to wait for.
    if (restoring.signal === signal) {
      show(row && !signal.aborted ? <AwaitedRows position={position} found /> : null)
      signal.addEventListener('abort', () => show(null))
    }
    return row
  }

  /** Shows the page as the reader left it. A page without rows is scrolled as far as it was; one whose rows are gone, not at all. */
  function goBack(position: ReadingPosition, row: RowPosition | undefined): void {
    const { rows, list, newest, scrollY } = position
    if (row && scrollY > 0) {
      // A reader at the very top wants to see what is new.
      if (newest) findSource(({ name }) => name === list)?.hideNewer?.(newest)
      holdRow(row, {
        signal: restoring.signal,
        restoreFocus: () => restoreFocus(position),
        onThere: () => {
          isThere = true
        },
        onEnd: () => restoring.abort(),
      })
    } else {
      window.scrollTo({ top: rows.length > 0 ? 0 : scrollY, behavior: 'instant' })
      restoreFocus(position)
      // Rows that are not there may not have been loaded: the next reload looks for them again.
      isThere = row !== undefined || rows.length === 0
    }
  }

  const { signal } = listening
  // While the page is open, positions are restored here. The browser does it for the first moments of a loaded page, before any
  // script runs.
  restoreBy('manual')
  window.addEventListener('pageshow', () => restoreBy('manual'), { signal })
  window.addEventListener('pagehide', () => restoreBy('auto'), { signal })
  window.addEventListener('pagehide', save, { signal })
  window.addEventListener('scroll', scrolled, { passive: true, signal })
  document.addEventListener('focusin', saveSoon, { signal })
  document.addEventListener('visibilitychange', save, { signal })
  const stopFollowing = onPageChange(leave)

  return {
    arrived,
    stop() {
      clearTimeout(timer)
      restoring.abort()
      listening.abort()
      stopFollowing()
    },
  }
}

function restoreBy(way: ScrollRestoration): void {
  window.history.scrollRestoration = way
}
