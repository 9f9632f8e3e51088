import type { RowPosition } from './row-position'

/** Where a reader was on a page: what they were reading, not a number of pixels, because the page is another one later. */
export type ReadingPosition = {
  /** The row that was being read, and then its neighbours: when a row is gone, the next one in this list counts. */
  rows: readonly RowPosition[]
  /** The name of the list with that row, and the number of its rows down to this one. */
  list: string | null
  count: number
  /** The newest row of the list that was shown. Newer ones are not to appear above it by themselves. */
  newest: string | null
  /** The row with the focus, and which of its focusable elements has it. */
  focus: { key: string; nth: number } | null
  /** In pixels: how far the page was scrolled, and its height. They count while rows are loaded, and on pages without rows. */
  scrollY: number
  height: number
}
