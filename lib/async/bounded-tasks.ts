/**
 * Runs up to `size` tasks at once. `add` waits until one may begin. The first failure is thrown by the next `add` or by
 * `finished`, so no failure is lost.
 */
export function makeBoundedTasks(size: number) {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []

  return {
    async add(task: () => Promise<void>): Promise<void> {
      while (running.size >= size) await Promise.race(running)
      if (failures.length > 0) throw failures[0]
      const tracked: Promise<void> = task()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(tracked))
      running.add(tracked)
    },

    /** Resolves when every task has ended. */
    async finished(): Promise<void> {
      await Promise.all(running)
      if (failures.length > 0) throw failures[0]
    },
  }
}
