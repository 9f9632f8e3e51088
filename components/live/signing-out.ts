import { share } from './live'

let signingOut = false

/**
 * Runs what ends this session. Meanwhile, and after it has worked, the end of the session is known to come from this tab:
 * it goes where it wants to go instead of reloading. When it fails the session goes on.
 */
export async function whileSigningOut(work: () => Promise<unknown>): Promise<void> {
  signingOut = true
  try {
    await work()
    // The tab that holds the stream may hang, so the other tabs do not wait for its news.
    share({ event: 'ended' })
  } catch (error) {
    signingOut = false
    throw error
  }
}

export function isSigningOut(): boolean {
  return signingOut
}
