/** A row and where it stands on the screen: the distance of its top from the top of the window, in pixels. */
export type RowPosition = { key: string; top: number }

/** The attribute that marks an element as a row and contains its key. */
export const ROW_KEY = 'data-key'

export function rowElements(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(`[${ROW_KEY}]`) ?? [])]
}

export function rowElement(list: HTMLElement | null, key: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[${ROW_KEY}="${CSS.escape(key)}"]`) ?? null
}

/** The key of the row that this element is, or lies in. */
export function keyOfRow(element: Element | null): string | null {
  return element?.closest(`[${ROW_KEY}]`)?.getAttribute(ROW_KEY) ?? null
}

/** The rows of the list that are in the window, from top to bottom. */
export function positionsInWindow(list: HTMLElement | null): RowPosition[] {
  return rowElements(list).flatMap((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight ? { key: keyOfRow(row) ?? '', top } : []
  })
}

/** Scrolls so that the first of these rows that still exists is where it was. */
export function restorePosition(list: HTMLElement | null, positions: readonly RowPosition[]): void {
  for (const { key, top } of positions) {
    const row = rowElement(list, key)
    if (!row) continue
    const moved = row.getBoundingClientRect().top - top
    if (Math.abs(moved) >= 0.5) window.scrollBy({ top: moved, behavior: 'instant' })
    return
  }
}

/** Where a reader is: the rows that begin in the window from top to bottom, then the one that is cut off at its top. */
export function readingPositions(list: HTMLElement | null): RowPosition[] {
  const positions = positionsInWindow(list)
  return [...positions.filter(({ top }) => top >= 0), ...positions.filter(({ top }) => top < 0)]
}

/** What should not move while a list changes. At the very top of the page rows may appear: a reader there wants to see them. */
export function positionsToKeep(list: HTMLElement | null): RowPosition[] {
  return window.scrollY < 1 || list?.closest('dialog') ? [] : readingPositions(list)
}
