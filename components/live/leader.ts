/**
 * Does the work in one tab of this browser at a time; when that tab closes, the next one takes over. Where the browser has
 * no locks (plain http in a local network), every tab does it, each `alone`.
 */
export function lead(name: string, work: (alone: boolean) => void, signal: AbortSignal): void {
  if (!navigator.locks) {
    work(true)
    return
  }
  const hold = async () => {
    // The lock may be granted at the moment at which the signal is aborted.
    if (signal.aborted) return
    work(false)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  }
  navigator.locks.request(name, { signal }, hold).catch(() => {
    // Aborted while waiting: the page is being left. Else the browser's settings forbid locks.
    if (!signal.aborted) work(true)
  })
}
