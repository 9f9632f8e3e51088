import { pageElement } from './measure-position'
import { type RowPosition, restorePosition, rowElement } from './row-position'
import { findSource } from './row-source'

/** For so long a page that has just come may still change its heights: fonts, lazy parts, drafts. Milliseconds. */
const SETTLING = 3_000
/** For so long the page may be too short to scroll as far as the row stood: what is below it is still being loaded. */
const LOADING = 10_000

type Holding = {
  signal: AbortSignal
  /** Gives the focus back. False as long as the element that had it is not there. */
  restoreFocus: () => boolean
  /** The row is where it stood, for the first time. */
  onThere: () => void
  /** It is not held any more. Not called when the signal was aborted. */
  onEnd: () => void
}

/** Scrolls to where a row stood, and keeps it there while the page settles, until the reader scrolls. */
export function holdRow(position: RowPosition, { signal, restoreFocus, onThere, onEnd }: Holding): void {
  let end = performance.now() + LOADING
  let hasFocus = false
  let isThere = false
  let last: Place | null = null

  function step(): void {
    if (signal.aborted) return
    const row = rowElement(pageElement(), position.key)
    if (performance.now() > end || (row && last && isScrolled(last, placeOf(row)))) {
      onEnd()
      return
    }
    if (row) last = put(row)
    else findSource(({ keys }) => keys().includes(position.key))?.goTo?.(position)
    requestAnimationFrame(step)
  }

  function put(row: HTMLElement): Place {
    // First: the focus may change what is rendered, and so the heights.
    if (!hasFocus) hasFocus = restoreFocus()
    restorePosition(pageElement(), [position])
    if (!isThere && !isOff(row.getBoundingClientRect().top, position.top)) {
      isThere = true
      end = performance.now() + SETTLING
      onThere()
    }
    return placeOf(row)
  }

  step()
}

/** In pixels: from the top of the page to a row, and how far the window is scrolled. */
type Place = { offset: number; scrollY: number }

function placeOf(row: HTMLElement): Place {
  const { scrollY } = window
  return { offset: row.getBoundingClientRect().top + scrollY, scrollY }
}

/**
 * Somebody has scrolled: the row is where it was on the page, but not on the screen. A page that has become shorter moves
 * the window too, to its end.
 */
function isScrolled(before: Place, now: Place): boolean {
  if (isOff(before.offset, now.offset) || !isOff(before.scrollY, now.scrollY)) return false
  const end = document.documentElement.scrollHeight - window.innerHeight
  return now.scrollY > before.scrollY || isOff(now.scrollY, end)
}

const isOff = (one: number, other: number) => Math.abs(one - other) >= 1
