import { onSigningOut } from './signing-out'
import { Stream, type StreamOptions } from './stream'

/** Milliseconds between two looks whether the stream is silent. */
const LOOK = 5_000

/**
 * Keeps one stream open until the signal is aborted or the session is over, and lets it know what the browser knows about
 * the network. Returns a function that tries at once when the stream is down.
 */
export function keepStream(options: StreamOptions): () => void {
  const { signal } = options
  const stream = new Stream(options)
  const retryNow = () => stream.retryNow()
  // Timers of hidden tabs run late.
  const shown = () => document.visibilityState === 'visible' && stream.restartIfSilent()
  const looking = setInterval(() => stream.restartIfSilent(), LOOK)
  window.addEventListener('offline', () => stream.networkLost(), { signal })
  window.addEventListener('online', retryNow, { signal })
  onSigningOut(() => stream.signingOut(), signal)
  document.addEventListener('visibilitychange', shown, { signal })
  signal.addEventListener('abort', () => {
    clearInterval(looking)
    stream.end()
  })
  if (!signal.aborted) stream.open()
  return retryNow
}
