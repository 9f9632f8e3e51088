/** Pixels above and below the window where rows must be drawn already, so that no scroll shows an empty place… */
const LEAST = 400
/** …and up to where they are drawn when new ones are needed, so that not every scroll draws. */
const MOST = 900
/** However small rows are, a page must not grow without end. */
const MOST_ROWS = 50

/** Rows from one index up to, not including, another. */
export type Span = { from: number; to: number }

/**
 * Which rows to draw for a window that reaches from `top` to `bottom` in the list (pixels). Answers the span drawn now as
 * long as it will do.
 */
export function spanFor(
  drawn: Span,
  { heights, top, bottom }: { heights: readonly number[]; top: number; bottom: number },
): Span {
  const needed = within(heights, top - LEAST, bottom + LEAST)
  const will = drawn.from <= needed.from && drawn.to >= needed.to && drawn.to - drawn.from <= MOST_ROWS
  return will ? drawn : within(heights, top - MOST, bottom + MOST)
}

function within(heights: readonly number[], top: number, bottom: number): Span {
  let from = 0
  let edge = 0
  while (from < heights.length - 1 && edge + (heights[from] ?? 0) <= top) edge += heights[from++] ?? 0
  let to = from
  while (to < heights.length && to - from < MOST_ROWS && (to === from || edge < bottom)) edge += heights[to++] ?? 0
  return { from, to }
}

/** The height of these rows together. */
export function heightOfSpan(heights: readonly number[], { from, to }: Span): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += heights[at] ?? 0
  return sum
}

/**
 * The span that holds the rows with these keys, in a list that has changed: rows on the screen stay drawn whatever joins
 * above them. What joined between them is drawn too.
 */
export function spanOfKeys(keys: readonly string[], indexes: ReadonlyMap<string, number>): Span {
  const found = keys.flatMap((key) => indexes.get(key) ?? [])
  const from = Math.min(...found)
  return found.length === 0 ? { from: 0, to: Math.min(20, indexes.size) } : { from, to: Math.max(...found) + 1 }
}
