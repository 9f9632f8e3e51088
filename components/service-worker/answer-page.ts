import { offlinePage } from './offline-page'
import { pageAddress } from './page-text'
import { ageOfPage, findPage, generationNow, storePage } from './stored-pages'
import type { FetchEvent } from './worker-scope'

/** Milliseconds after which the stored copy is shown instead of waiting for the network. */
const PATIENCE = 4_000
/** Milliseconds to wait in all when there is no copy: of a whole page, and of a navigation, which the router tries again. */
const LAST = { page: 30_000, navigation: 15_000 }
/** Milliseconds. The page of a navigation within the site is stored again when its copy is older. */
const FRESH = 60_000
/** A page load: from the network; when that is away, the stored copy, or the page that says so. */
export async function answerPage(event: FetchEvent): Promise<Response> {
  const address = pageAddress(event.request.url)
  const asked = fetch(event.request)
  const copied = asked.then((response) => response.clone())
  event.waitUntil(keep(address, copied))
  const early = await firstOf(asked, PATIENCE)
  if (isOfSite(early)) return early
  const late = async () => early ?? (await firstOf(asked, LAST.page - PATIENCE))
  return (await findPage(address)) ?? (await late()) ?? (await offlinePage())
}

/**
 * A navigation within the site, for which the router asks for the difference between two pages. When the network is away and
 * there is a copy of the page, the answer is no difference: the router then loads the whole page, and gets the copy. Without a
 * copy it fails, and `components/offline/keep-navigations.ts` keeps the present page until the network is back.
 */
export async function answerNavigation(event: FetchEvent): Promise<Response> {
  const address = pageAddress(event.request.url)
  const asked = fetch(event.request)
  const early = await firstOf(asked, PATIENCE)
  if (isOfSite(early)) return difference(event, early)
  if (await findPage(address)) return new Response('', { headers: { 'content-type': 'text/html' } })
  const late = early ?? (await firstOf(asked, LAST.navigation - PATIENCE))
  return late ? difference(event, late) : Response.error()
}

function difference(event: FetchEvent, response: Response): Response {
  if (response.ok) event.waitUntil(refreshCopy(pageAddress(event.request.url)))
  return response
}

/** What the router has read is a difference, and cannot be stored. So the whole page is read once more. */
async function refreshCopy(address: string): Promise<void> {
  if ((await ageOfPage(address)) < FRESH || savesData()) return
  await keep(address, fetch(address, { credentials: 'same-origin', redirect: 'manual', priority: 'low' }))
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}

/** Stores the page when it has come. Without the network there is nothing to store. */
async function keep(address: string, asked: Promise<Response>): Promise<void> {
  const askedIn = generationNow()
  const response = await asked.catch(() => null)
  if (response) await storePage({ address, response, askedIn })
}

/** Stores what the open pages show. For the first visit, which began before this worker. */
export async function storeOpenPages(addresses: readonly string[]): Promise<void> {
  await Promise.all(addresses.map((address) => keep(pageAddress(address), fetch(address, { redirect: 'manual' }))))
}

/** The answer, or null when the network is away or does not answer in time. */
async function firstOf(asked: Promise<Response>, patience: number): Promise<Response | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))
  return Promise.race([asked.catch(() => null), late])
}

/** An answer of the site, and not of a proxy while the site is away, for example because it is restarted. */
function isOfSite(response: Response | null): response is Response {
  return response !== null && ![502, 503, 504].includes(response.status)
}
