import { pageElement } from './measure-position'
import { type RowPosition, restorePosition, rowElement } from './row-position'
import { findSource } from './row-source'

/** For so long a page that has just come may still change its heights: fonts, lazy parts, drafts. Milliseconds. */
const SETTLING = 3_000

type Holding = {
  signal: AbortSignal /** The row is on the page now: a row that was far away is rendered first. */
  onThere: () => void
}

/** Scrolls to where a row stood, and keeps it there while the page settles, until the reader scrolls. */
export function holdRow(position: RowPosition, { signal, onThere }: Holding): void {
  const end = performance.now() + SETTLING
  /** From the top of the page to the row, when the window was last scrolled here. */
  let offset: number | null = null

  function step(): void {
    if (signal.aborted || performance.now() > end) return
    const row = rowElement(pageElement(), position.key)
    if (row) {
      const { top } = row.getBoundingClientRect()
      // The row is where it was on the page, but not on the screen: somebody has scrolled.
      if (isOff(top, position.top) && offset !== null && !isOff(top + window.scrollY, offset)) return
      // First: the focus may change what is rendered, and so the heights.
      if (offset === null) onThere()
      restorePosition(pageElement(), [position])
      offset = row.getBoundingClientRect().top + window.scrollY
    } else {
      findSource(({ keys }) => keys().includes(position.key))?.goTo?.(position)
    }
    requestAnimationFrame(step)
  }

  step()
}

const isOff = (one: number, other: number) => Math.abs(one - other) >= 1
