import { share } from './live'

/** Where this session is being ended on purpose: in this tab, or in another tab of this browser. */
let signingOut: 'here' | 'in another tab' | null = null

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('carillon:signing-out')
if (channel) {
  channel.onmessage = ({ data }: MessageEvent<boolean>) => {
    signingOut = data ? 'in another tab' : null
  }
}

/**
 * Runs what ends this session. Meanwhile, and after it has worked, the end of the session is known to be meant: this tab goes
 * where it wants to go, and the others show what visitors see. When it fails the session goes on.
 */
export async function whileSigningOut(work: () => Promise<unknown>): Promise<void> {
  signingOut = 'here'
  channel?.postMessage(true)
  try {
    await work()
    // The tab that holds the stream may hang, so the other tabs do not wait for its news.
    share({ event: 'ended' })
  } catch (error) {
    signingOut = null
    channel?.postMessage(false)
    throw error
  }
}

export function whereSigningOut(): typeof signingOut {
  return signingOut
}
