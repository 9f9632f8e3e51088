import { pageElement } from './measure-position'
import type { ReadingPosition } from './reading-position'
import { type RowPosition, rowElement } from './row-position'
import { findSource, type RowSource } from './row-source'

/** The most pages that are loaded to reach a row. */
const MOST_PAGES = 25
/** Rows may have come above it meanwhile: so many more than there were are loaded before the search is given up. */
const BEYOND = 60

export function isKnown({ key }: RowPosition): boolean {
  return rowElement(pageElement(), key) !== null || findSource(({ keys }) => keys().includes(key)) !== undefined
}

/** Loads pages of the list until the row is there that was being read. Returns it, or a neighbour when it is gone. */
export async function findRow(position: ReadingPosition, signal: AbortSignal): Promise<RowPosition | undefined> {
  const { rows, list } = position
  const [wanted] = rows
  for (let pages = 0; pages < MOST_PAGES && wanted && !isKnown(wanted) && !signal.aborted; pages++) {
    const source = findSource(({ name }) => name === list)
    if (!source || isBeyond(source, wanted, position)) break
    const mayHaveMore = await source.loadMore()
    await rendered()
    if (!mayHaveMore) break
  }
  return rows.find(isKnown)
}

function isBeyond({ keys, isPast }: RowSource, { key }: RowPosition, { count }: ReadingPosition): boolean {
  return isPast ? isPast(key) : keys().length > count + BEYOND
}

/** React has rendered what was loaded by the second animation frame. */
const rendered = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
