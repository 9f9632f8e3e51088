let here = false

/**
 * Does what ends this session from this very tab. The tab hears of the end like all others, but goes its own way; if it
 * could not be ended, nothing has changed.
 */
export async function endHere(work: () => Promise<unknown>): Promise<void> {
  here = true
  try {
    await work()
  } catch (error) {
    here = false
    throw error
  }
}

export function endsHere(): boolean {
  return here
}
