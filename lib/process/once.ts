/**
 * Makes a value once per process: a pool, a client, the metrics. Next.js bundles the route handlers separately from the
 * workers, so one process may load a module twice. Both copies find the value under the same global symbol.
 */
export function once<T>(name: string, make: () => T): T {
  const key = Symbol.for(`carillon.${name}`)
  const shared = globalThis as unknown as Record<symbol, T | undefined>
  const made = shared[key]
  if (made !== undefined) return made
  const fresh = make()
  shared[key] = fresh
  return fresh
}
