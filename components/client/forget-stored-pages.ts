/** The cache in which the service worker stores the pages that this person has read. */
export const STORED_PAGES = 'carillon-pages'
/** The message that tells the service worker to forget them. It also drops the pages that are on their way into the cache. */
export const FORGET_PAGES = 'forget-pages'

/** Removes what this browser has stored for reading offline: call it when the session of this person ends. Idempotent. */
export async function forgetStoredPages(): Promise<void> {
  navigator.serviceWorker?.controller?.postMessage(FORGET_PAGES)
  // Undefined on plain http, where no service worker stores anything.
  await window.caches?.delete(STORED_PAGES)
}
