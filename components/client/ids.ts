/**
 * Ids are decimal strings, too large for JavaScript's numbers. The longer one is newer; of the same length, text order
 * decides.
 */
export function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)
}

export function isNewerId(one: string, other: string): boolean {
  return compareIds(one, other) > 0
}
