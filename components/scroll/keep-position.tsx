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
  /** The page on the screen is not to be measured: another one has been asked for, or its rows are being loaded. */
  let unsteady = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function save(): void {
    clearTimeout(timer)
    if (!unsteady) storePosition(viewerId, { ...shown, position: measurePosition() })
  }

  function saveSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(save, PAUSE)
  }

  function leave(url: string): void {
    save()
    const sameAddress = addressOf(new URL(url, window.location.href)) === shown.address
    unsteady = !sameAddress
    if (sameAddress) shown = { ...shown, entry: currentEntry() }
  }

  /** Another page is on the screen. */
  function arrived(arrival: Arrival): void {
    clearTimeout(timer)
    restoring.abort()
    show(null)
    shown = { entry: currentEntry(), address: currentAddress() }
    unsteady = false
    const position = positionFor(viewerId, arrival)
    if (position) void restore(position)
  }

  async function restore(position: ReadingPosition): Promise<void> {
    restoring = untilReaderActs()
    const { signal } = restoring
    const [wanted] = position.rows
    const row = !wanted || isKnown(wanted) ? wanted : await search(position, signal)
    if (!signal.aborted) goBack(position, { row, signal })
  }

  async function search(position: ReadingPosition, signal: AbortSignal): Promise<RowPosition | undefined> {
    unsteady = true
    show(<AwaitedRows position={position} />)
    const row = await findRow(position, signal)
    // Another page may have come meanwhile, which has rows of its own to wait for.
    if (restoring.signal === signal) {
      unsteady = false
      show(null)
    }
    return row
  }

  const { signal } = listening
  // While the page is open, positions are restored here. The browser does it for the first moments of a loaded page, before any
  // script runs.
  restoreBy('manual')
  window.addEventListener('pageshow', () => restoreBy('manual'), { signal })
  window.addEventListener('pagehide', () => restoreBy('auto'), { signal })
  window.addEventListener('pagehide', save, { signal })
  window.addEventListener('scroll', saveSoon, { passive: true, signal })
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

type Found = { row: RowPosition | undefined; signal: AbortSignal }

/** Shows the page as the reader left it. A page without rows is scrolled as far as it was; one whose rows are gone, not at all. */
function goBack(position: ReadingPosition, { row, signal }: Found): void {
  const { rows, list, newest, scrollY } = position
  const onThere = () => restoreFocus(position)
  if (row && scrollY > 0) {
    // A reader at the very top wants to see what is new.
    if (newest) findSource(({ name }) => name === list)?.hideNewer?.(newest)
    holdRow(row, { signal, onThere })
  } else {
    window.scrollTo({ top: rows.length > 0 ? 0 : scrollY, behavior: 'instant' })
    onThere()
  }
}
