/** The cache in which the service worker stores the pages that this person has read. */
export const STORED_PAGES = 'carillon-pages'
/** The cache with the one entry that is new whenever stored pages are forgotten. Two workers and all pages share it. */
const GENERATION = 'carillon-generation'
const ENTRY = '/.generation'

/** Removes what this browser has stored for reading offline: call it when the session of this person ends. Idempotent. */
export async function forgetStoredPages(): Promise<void> {
  if (!storesPages()) return
  await renewGeneration()
  await caches.delete(STORED_PAGES)
}

/** Not on plain http, where there is no service worker either. */
export const storesPages = () => 'caches' in globalThis

/** Keeps pages out of the cache that were asked for before this: see `generationNow`. Call it before they are removed. */
export async function renewGeneration(): Promise<void> {
  await (await caches.open(GENERATION)).put(ENTRY, new Response(`${Math.random()}`))
}

/**
 * Changes whenever stored pages are forgotten. A page that was asked for before that must not be stored after it: it may be the
 * page of a person who has signed out meanwhile.
 */
export async function generationNow(): Promise<string> {
  return (await caches.match(ENTRY, { cacheName: GENERATION }))?.text() ?? ''
}
