type Arrow = { from: string; to: string }

/** The first cycle found, or an empty list. */
export function findCycle(arrows: Arrow[]): string[] {
  const next = new Map<string, Set<string>>()
  for (const { from, to } of arrows) next.set(from, (next.get(from) ?? new Set()).add(to))
  const finished = new Set<string>()

  const walk = (at: string, way: string[]): string[] => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at]
    if (finished.has(at)) return []
    for (const to of next.get(at) ?? []) {
      const cycle = walk(to, [...way, at])
      if (cycle.length > 0) return cycle
    }
    finished.add(at)
    return []
  }

  for (const start of next.keys()) {
    const cycle = walk(start, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
