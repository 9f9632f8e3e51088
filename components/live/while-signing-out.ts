import { ApiProblem, api, timeoutSignal } from '@/components/client/api'
import { share } from './live'
import { shareSigningOut } from './signing-out'

/**
 * Runs what ends this session. Meanwhile, and after it has worked, the end of the session is known to be meant: this tab goes
 * where it wants to go, and the others show what visitors see. When it is refused the session goes on. When the answer is lost
 * and the server cannot be asked, the end stays meant for a while: it may still come.
 */
export async function whileSigningOut(work: () => Promise<unknown>): Promise<void> {
  shareSigningOut(true)
  try {
    await work().catch(throwUnlessEnded)
  } catch (error) {
    shareSigningOut(isLost(error))
    throw error
  }
  shareSigningOut('ended')
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
