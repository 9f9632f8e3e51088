/** Ids are decimal strings beyond the range of JavaScript's numbers: the longer is the newer, then text decides. */
export function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)
}

export function isNewerId(one: string, other: string): boolean {
  return compareIds(one, other) > 0
}
