import { forgetStoredPages } from '@/components/client/forget-stored-pages'
import { USE_NEW_VERSION, USE_NEW_VERSION_IF_ALONE } from '@/components/offline/new-version'
import { answerNavigation, answerPage, storeOpenPages } from './answer-page'
import { answerFile, isSiteFile, removeOldFiles, storeFiles } from './site-files'
import { type FetchEvent, worker } from './worker-scope'

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('fetch', answer)
worker.addEventListener('message', (event) => event.waitUntil(receive(event.data)))

async function install(): Promise<void> {
  await storeFiles()
  await storeOpenPages((await openPages()).map(({ url }) => url))
}

const openPages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

async function activate(): Promise<void> {
  await removeOldFiles()
  // The page that brought this worker has begun without one.
  await worker.clients.claim()
}

/** Until a reader has agreed to a new version, the open pages go on with the worker of the version before. */
async function receive(message: unknown): Promise<void> {
  const agreed =
    message === USE_NEW_VERSION || (message === USE_NEW_VERSION_IF_ALONE && (await openPages()).length === 1)
  if (agreed) await worker.skipWaiting()
}

/** Whatever is not answered here goes to the network as if there were no worker: the API, streams, and all that changes something. */
function answer(event: FetchEvent): void {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (changesViewer(request, url)) event.waitUntil(forgetStoredPages())
  if (request.method !== 'GET' || request.headers.has('range') || url.pathname.startsWith('/api/')) return
  if (isSiteFile(url)) event.respondWith(answerFile(request))
  else if (request.mode === 'navigate') event.respondWith(answerPage(event))
  else if (isNavigationOfRouter(request)) event.respondWith(answerNavigation(event))
}

/** Signing in or out, whoever does it. */
function changesViewer({ method }: Request, { pathname }: URL): boolean {
  return method === 'POST' && /^\/api\/(?:auth\/(?:signout|callback\/)|forms\/)/.test(pathname)
}

/** The router also reads pages ahead, when the pointer is over a link: that is not a visit. */
function isNavigationOfRouter({ headers }: Request): boolean {
  return headers.get('rsc') === '1' && !headers.has('next-router-prefetch')
}
