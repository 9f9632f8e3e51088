/** Resolves after so many milliseconds. Only to pace load and faults; to wait for something, use `until`. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Checks a condition again and again until it is true; throws after `within` milliseconds. Returns how long it took. */
export async function until(what: string, within: number, ask: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await ask())) {
    if (performance.now() - began > within) throw new Error(`not after ${within / 1000} s: ${what}`)
    await pause(20)
  }
  return performance.now() - began
}
