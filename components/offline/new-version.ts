import { createStore } from '@/components/client/store'

/** The message that tells a service worker of a new version to take over. */
export const USE_NEW_VERSION = 'use-new-version'

/** The worker of a newer version of the site, which waits until the reader agrees; null while there is none. */
export const newVersion = createStore<ServiceWorker | null>(null)

/** Loads the page again with the new version: by its worker, when there is one. */
export function openNewVersion(): void {
  const worker = newVersion.get()
  const reload = () => window.location.reload()
  navigator.serviceWorker?.addEventListener('controllerchange', reload, { once: true })
  if (worker) worker.postMessage(USE_NEW_VERSION)
  else reload()
}
