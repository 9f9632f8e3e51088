/** Removes entries from a map, those that were set first before the others, until no more than `most` are left. */
export function forgetOldest<Key>(map: Map<Key, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}
