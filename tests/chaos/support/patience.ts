/** Resolves after so many milliseconds. For pacing load and faults, never for hoping that something is done by then. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Asks again and again until the answer is yes; throws after `within` milliseconds. Returns how long it took. */
export async function until(what: string, within: number, ask: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await ask())) {
    if (performance.now() - began > within) throw new Error(`waited ${within / 1000} s in vain until ${what}`)
    await pause(20)
  }
  return performance.now() - began
}
