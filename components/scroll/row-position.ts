/** A row and where it stands: the distance of its top from the top of the window, in pixels. */
export type Place = { key: string; top: number }

export const ROW = 'data-key'

export function rowElements(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>(`[${ROW}]`) ?? [])]
}

export function keyOf(row: Element | null): string | null {
  return row?.closest(`[${ROW}]`)?.getAttribute(ROW) ?? null
}

export function rowElement(list: HTMLElement | null, key: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[${ROW}="${CSS.escape(key)}"]`) ?? null
}

/** The rows in the window from top to bottom. */
export function placesInSight(list: HTMLElement | null): Place[] {
  return rowElements(list).flatMap((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight ? { key: keyOf(row) ?? '', top } : []
  })
}

/** Best to hold on to first: the rows whose beginning can be seen, then the one that is cut off at the top. */
export function anchorsAmong(places: readonly Place[]): Place[] {
  return [...places.filter(({ top }) => top >= 0), ...places.filter(({ top }) => top < 0)]
}

/** Scrolls so that the first of these rows that is still there stands where it stood. */
export function putBack(list: HTMLElement | null, places: readonly Place[]): void {
  for (const { key, top } of places) {
    const row = rowElement(list, key)
    if (!row) continue
    const moved = row.getBoundingClientRect().top - top
    if (Math.abs(moved) >= 0.5) window.scrollBy({ top: moved, behavior: 'instant' })
    return
  }
}
