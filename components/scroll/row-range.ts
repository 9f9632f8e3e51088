/** Pixels above and below the window in which rows must be rendered, so that no scroll shows an empty space. */
const LEAST = 400
/** Pixels up to which they are rendered when more rows are needed, so that most scrolls need no rendering. */
const MOST = 900
/** However small rows are, the page must not grow without limit. */
const MOST_ROWS = 50

/** Indexes of rows from one up to, not including, another. */
export type RowRange = { from: number; to: number }

/**
 * Which rows to render for a window that reaches from `top` to `bottom` in the list (pixels). Returns the range that is
 * rendered now, the same object, as long as it is enough.
 */
export function rangeToRender(
  rendered: RowRange,
  { heights, top, bottom }: { heights: readonly number[]; top: number; bottom: number },
): RowRange {
  const needed = rangeBetween(heights, top - LEAST, bottom + LEAST)
  const isEnough = rendered.from <= needed.from && rendered.to >= needed.to && rendered.to - rendered.from <= MOST_ROWS
  return isEnough ? rendered : rangeBetween(heights, top - MOST, bottom + MOST)
}

function rangeBetween(heights: readonly number[], top: number, bottom: number): RowRange {
  let from = 0
  let edge = 0
  while (from < heights.length - 1 && edge + (heights[from] ?? 0) <= top) edge += heights[from++] ?? 0
  let to = from
  while (to < heights.length && to - from < MOST_ROWS && (to === from || edge < bottom)) edge += heights[to++] ?? 0
  return { from, to }
}

/** The height of these rows together. */
export function heightOfRange(heights: readonly number[], { from, to }: RowRange): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += heights[at] ?? 0
  return sum
}

/**
 * The range that contains the rows with these keys after the list has changed. Rows on the screen stay rendered when others
 * appear above them; rows that appear between them are rendered too. Without any of them, it is the beginning of the list.
 */
export function rangeOfKeys(keys: readonly string[], indexes: ReadonlyMap<string, number>): RowRange {
  const found = keys.flatMap((key) => indexes.get(key) ?? [])
  const from = Math.min(...found)
  return found.length === 0 ? { from: 0, to: Math.min(20, indexes.size) } : { from, to: Math.max(...found) + 1 }
}
