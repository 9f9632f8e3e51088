/**
 * Keeps up to `size` pieces of work going at once. `add` waits for a free place; the first failure is thrown by the next
 * `add` or by `landed`, and never goes unheard.
 */
export function makeFlight(size: number) {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []

  return {
    async add(work: () => Promise<void>): Promise<void> {
      while (running.size >= size) await Promise.race(running)
      if (failures.length > 0) throw failures[0]
      const tracked: Promise<void> = work()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(tracked))
      running.add(tracked)
    },

    /** Resolves when everything has ended. */
    async landed(): Promise<void> {
      await Promise.all(running)
      if (failures.length > 0) throw failures[0]
    },
  }
}
