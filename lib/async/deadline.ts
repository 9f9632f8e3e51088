/**
 * Rejects with the given error when the work is not done in time (milliseconds). The work itself goes on: only give work
 * here that may finish late without harm.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const bell = new Promise<never>((_, reject) => {
    // After a stall of our own the answer may have arrived unread: sockets get their turn before the verdict.
    timer = setTimeout(() => setImmediate(() => reject(late())), ms)
  })
  try {
    return await Promise.race([work, bell])
  } finally {
    clearTimeout(timer)
    // Whoever lost the race may still fail; nobody listens any more.
    work.catch(() => undefined)
  }
}
