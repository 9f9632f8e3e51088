/**
 * Runs up to `size` tasks at once. `add` waits until a task may start, so the caller reads no further ahead than that. The
 * first failure is thrown by the next `add`, or by `finish`, so it cannot become an unhandled rejection.
 *
 * p-limit does not replace this: it queues without bound instead of making the caller wait, and reports each failure in a
 * promise of its own.
 */
export function boundedTasks(size: number) {
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

    /** Resolves when all tasks have ended. */
    async finish(): Promise<void> {
      await Promise.all(running)
      if (failures.length > 0) throw failures[0]
    },
  }
}
