/** A service worker that removes what its predecessors have stored, and then itself. Open pages go on without one. */
export const NO_SERVICE_WORKER = `
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(removeAll()))
async function removeAll() {
  const names = (await caches.keys()).filter((name) => name.startsWith('carillon-'))
  await Promise.all(names.map((name) => caches.delete(name)))
  await registration.unregister()
}
`
