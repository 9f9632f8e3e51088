/**
 * Does the work in one tab of this browser at a time; when that tab closes, the next one takes over. Where the browser has
 * no locks (plain http in a local network), every tab does it, and is told that it is alone.
 */
export function lead(name: string, work: (alone: boolean) => void, signal: AbortSignal): void {
  if (!navigator.locks) {
    work(true)
    return
  }
  const hold = async () => {
    // A lock may be granted in the very moment in which it was given up.
    if (signal.aborted) return
    work(false)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  }
  navigator.locks.request(name, { signal }, hold).catch(() => {
    // Aborted while waiting: this tab is being left. Else the browser's settings forbid locks.
    if (!signal.aborted) work(true)
  })
}
