/**
 * Rejects with the given error when the work is not done within `ms` milliseconds. The work itself goes on, so it must be
 * safe for it to finish late.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    // After a stall of this process the answer may be there, but not read yet. setImmediate lets the sockets be read first.
    timer = setTimeout(() => setImmediate(() => reject(late())), ms)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
    // Work that lost the race may still fail; without this it would be an unhandled rejection.
    work.catch(() => undefined)
  }
}
