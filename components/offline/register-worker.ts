import { newVersion, USE_NEW_VERSION_IF_ALONE } from './new-version'

/** Milliseconds between two looks for a new version. */
const HOUR = 3_600_000
/** Milliseconds in which a waiting worker takes over when this is the only page. */
const A_MOMENT = 1_000

/**
 * Registers the service worker, which stores what is needed without the network. Browsers have none on plain http: there
 * everything else works without it. Returns how to stop looking for new versions.
 */
export function registerWorker(): () => void {
  const stop = new AbortController()
  void begin(stop.signal).catch(() => {
    // Forbidden by the browser's settings, or the network is away: the next page tries again.
  })
  return () => stop.abort()
}

async function begin(signal: AbortSignal): Promise<void> {
  // In development nothing may be stored: its files change without changing their names.
  if (!navigator.serviceWorker || process.env.NODE_ENV !== 'production') return
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  const noteWaiting = () => navigator.serviceWorker.controller && newVersion.set(registration.waiting)
  const watch = (worker: ServiceWorker | null) => worker?.addEventListener('statechange', noteWaiting, { signal })
  registration.addEventListener('updatefound', () => watch(registration.installing), { signal })
  watch(registration.waiting)
  // This page was loaded with the new version already. When it is the only one, there is nothing to agree to.
  registration.waiting?.postMessage(USE_NEW_VERSION_IF_ALONE)
  const timer = setTimeout(noteWaiting, A_MOMENT)
  signal.addEventListener('abort', () => clearTimeout(timer))
  lookHourly(registration, signal)
}

/** A tab may be open for weeks, and the browser looks only when a page is loaded. */
function lookHourly(registration: ServiceWorkerRegistration, signal: AbortSignal): void {
  let lookedAt = Date.now()
  const look = () => {
    if (document.visibilityState !== 'visible' || Date.now() - lookedAt < HOUR) return
    lookedAt = Date.now()
    registration.update().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', look, { signal })
  const timer = setInterval(look, HOUR)
  signal.addEventListener('abort', () => clearInterval(timer))
}
