import { keyOfRow, positionsInWindow, type RowPosition } from './row-position'

/** What should not move while rows change in which people write: the one with the focus first, then all in the window. */
export function focusedPositions(list: HTMLElement | null): RowPosition[] {
  const positions = positionsInWindow(list)
  const key = list?.contains(document.activeElement) ? keyOfRow(document.activeElement) : null
  return [...positions.filter((position) => position.key === key), ...positions]
}
