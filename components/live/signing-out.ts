import { ApiProblem, api, timeoutSignal } from '@/components/client/api'
import { share } from './live'

/** Milliseconds: longer than a request waits for its answer. A tab that is closed while it signs out says no more. */
const EXPIRES_AFTER = 30_000

type SigningOut = { where: 'here' | 'in another tab'; until: number }
/** Where this session is being ended on purpose: in this tab, or in another tab of this browser. */
let signingOut: SigningOut | null = null

/** True: signing out has begun. False: it was refused. Ended: it has worked. */
type News = boolean | 'ended'

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('carillon:signing-out')
if (channel) {
  channel.onmessage = ({ data }: MessageEvent<News>) => note('in another tab', data)
}

function note(where: SigningOut['where'], news: News): void {
  const until = news === 'ended' ? Number.POSITIVE_INFINITY : Date.now() + EXPIRES_AFTER
  signingOut = news ? { where, until } : null
}

function tell(news: News): void {
  note('here', news)
  channel?.postMessage(news)
}

/**
 * Runs what ends this session. Meanwhile, and after it has worked, the end of the session is known to be meant: this tab goes
 * where it wants to go, and the others show what visitors see. When it is refused the session goes on. When the answer is lost
 * and the server cannot be asked, the end stays meant for a while: it may still come.
 */
export async function whileSigningOut(work: () => Promise<unknown>): Promise<void> {
  tell(true)
  try {
    await work().catch(throwUnlessEnded)
  } catch (error) {
    tell(isLost(error))
    throw error
  }
  tell('ended')
  // The tab that holds the stream may hang, so the other tabs do not wait for its news.
  share({ event: 'ended' })
}

async function throwUnlessEnded(error: unknown): Promise<void> {
  if (!isLost(error) || !(await isSignedOut())) throw error
}

const isLost = (error: unknown) => error instanceof ApiProblem && error.status === 0

async function isSignedOut(): Promise<boolean> {
  try {
    await api.get('/api/me', { signal: timeoutSignal() })
    return false
  } catch (error) {
    return error instanceof ApiProblem && error.status === 401
  }
}

export function whereSigningOut(): SigningOut['where'] | null {
  return signingOut && Date.now() < signingOut.until ? signingOut.where : null
}
