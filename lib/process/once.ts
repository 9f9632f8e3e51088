/**
 * What a process has once: pools, clients, metrics, limiters. Next.js bundles the route handlers apart from the workers,
 * so a module may be loaded twice in one process; the symbol is what both copies share.
 */
export function once<T>(name: string, make: () => T): T {
  const key = Symbol.for(`carillon.${name}`)
  const home = globalThis as unknown as Record<symbol, T | undefined>
  const made = home[key]
  if (made !== undefined) return made
  const fresh = make()
  home[key] = fresh
  return fresh
}
