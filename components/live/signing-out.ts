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

const listeners = new Set<() => void>()

function note(where: SigningOut['where'], news: News): void {
  const until = news === 'ended' ? Number.POSITIVE_INFINITY : Date.now() + EXPIRES_AFTER
  signingOut = news ? { where, until } : null
  if (signingOut) for (const listener of listeners) listener()
}

/** Calls back when this session is being ended, until the signal is aborted. */
export function onSigningOut(listener: () => void, signal: AbortSignal): void {
  listeners.add(listener)
  signal.addEventListener('abort', () => listeners.delete(listener))
}

/** Notes how the sign-out of this tab stands, here and in all other tabs. */
export function shareSigningOut(news: News): void {
  note('here', news)
  channel?.postMessage(news)
}

export function whereSigningOut(): SigningOut['where'] | null {
  return signingOut && Date.now() < signingOut.until ? signingOut.where : null
}
