import { createStore } from '@/components/client/store'

/** Tells a service worker of a new version to take over. */
export const USE_NEW_VERSION = 'use-new-version'
/** The same, unless another page is open, whose reader has not agreed. */
export const USE_NEW_VERSION_IF_ALONE = 'use-new-version-if-alone'

/** The worker of a newer version of the site, which waits until the reader agrees; null while there is none. */
export const newVersion = createStore<ServiceWorker | null>(null)

/** Loads the page again with the new version: by its worker, when one waits. */
export function openNewVersion(): void {
  const worker = newVersion.get()
  const reload = () => window.location.reload()
  navigator.serviceWorker?.addEventListener('controllerchange', reload, { once: true })
  // Another tab may have agreed already.
  if (worker?.state === 'installed') worker.postMessage(USE_NEW_VERSION)
  else reload()
}
