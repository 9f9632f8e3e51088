import type { ReadingPosition } from './reading-position'
import { keyOfRow, type RowPosition, readingPositions, rowElement, rowElements } from './row-position'
import { findSource } from './row-source'

/** So many rows are stored: enough that one of them still exists later. */
const MOST = 12

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]'

/** The part of the page that changes from page to page. */
export const pageElement = () => document.getElementById('main')

/** Where the reader is now. */
export function measurePosition(): ReadingPosition {
  const rows = nearestRows(pageElement())
  const [first] = rows
  const source = findSource(({ keys }) => first !== undefined && keys().includes(first.key))
  return {
    rows,
    list: source?.name ?? null,
    count: first && source ? source.keys().indexOf(first.key) + 1 : 0,
    newest: source?.newest?.() ?? null,
    focus: findFocus(),
    scrollY: window.scrollY,
    height: document.documentElement.scrollHeight,
  }
}

/**
 * The rows in the window, what is being read first, and then those nearest to the window. In the window the rows of lists come
 * before other ones, such as the post above its comments: what has to be loaded again must be looked for.
 */
function nearestRows(page: HTMLElement | null): RowPosition[] {
  const inWindow = readingPositions(page).filter(isOfPage)
  const known = new Set(inWindow.map(({ key }) => key))
  const others = rowElements(page)
    .map((row) => ({ key: keyOfRow(row) ?? '', top: row.getBoundingClientRect().top }))
    .filter((row) => !known.has(row.key) && isOfPage(row))
    .sort((one, other) => Math.abs(one.top) - Math.abs(other.top))
  const [listed, single] = [inWindow.filter(isListed), inWindow.filter((row) => !isListed(row))]
  return [...listed, ...single, ...others].slice(0, MOST)
}

const isListed = ({ key }: RowPosition) => findSource(({ keys }) => keys().includes(key)) !== undefined

/** Not in a dialog above the page. */
const isOfPage = ({ key }: RowPosition) => rowElement(pageElement(), key)?.closest('dialog') === null

function findFocus(): ReadingPosition['focus'] {
  const active = document.activeElement
  const key = pageElement()?.contains(active) ? keyOfRow(active) : null
  if (key === null || !(active instanceof HTMLElement)) return null
  return { key, nth: focusableIn(key).indexOf(active) }
}

/**
 * Gives the focus to the element that had it, unless another one has it meanwhile. False when that element is not on the page;
 * a row that is only not rendered is asked for.
 */
export function restoreFocus({ focus }: ReadingPosition): boolean {
  if (!focus || (document.activeElement && document.activeElement !== document.body)) return true
  const element = focusableIn(focus.key)[focus.nth]
  if (!element) findSource(({ keys }) => keys().includes(focus.key))?.render?.(focus.key)
  element?.focus({ preventScroll: true })
  return element !== undefined
}

function focusableIn(key: string): HTMLElement[] {
  return [...(rowElement(pageElement(), key)?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]
}
