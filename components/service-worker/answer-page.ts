import { generationNow } from '@/components/client/forget-stored-pages'
import { offlinePage } from './offline-page'
import { type Cause, pageAddress } from './page-text'
import { ageOfPage, findPage, storePage } from './stored-pages'
import type { FetchEvent } from './worker-scope'

/** Milliseconds after which the stored copy is shown although the answer may still come; less when the browser knows of no network. */
const PATIENCE = { online: 10_000, offline: 2_000 }
/** Milliseconds. The page of a navigation within the site is stored again when its copy is older. */
const FRESH = 60_000
/** Pages for which a navigation has waited long enough: the page load that follows shows the copy at once. */
const waitedFor = new Set<string>()

/** A page load: from the network; when that is away, slow, or asks to wait (429), the stored copy, or the page that says so. */
export async function answerPage(event: FetchEvent): Promise<Response> {
  const address = pageAddress(event.request.url)
  const askedIn = generationNow()
  const asked = fetch(event.request)
  event.waitUntil(keep({ address, askedIn, asked: asked.then((response) => response.clone()) }))
  const first = waitedFor.delete(address) ? 'slow' : await firstOf(asked)
  if (isOfSite(first) && first.status !== 429) return first
  // Without a copy, what is slow may still come.
  return (await findPage(address, causeOf(first))) ?? (await asked.catch(offlinePage))
}

/**
 * A navigation within the site, for which the router asks for the difference between two pages. When the network is away and
 * there is a copy of the page, the answer is no difference: the router then loads the whole page, and gets the copy. Without a
 * copy it fails, and `components/offline/keep-navigations.ts` keeps the present page until the network is back. There also a 429
 * is waited for: the copy would only be loaded again and again.
 */
export async function answerNavigation(event: FetchEvent): Promise<Response> {
  const address = pageAddress(event.request.url)
  const asked = fetch(event.request)
  const first = await firstOf(asked)
  if (!isOfSite(first) && (await findPage(address))) {
    if (causeOf(first) === 'slow') waitedFor.add(address)
    return new Response('', { headers: { 'content-type': 'text/html' } })
  }
  const response = await asked.catch(() => null)
  return response ? difference(event, response) : Response.error()
}

function difference(event: FetchEvent, response: Response): Response {
  if (response.ok) event.waitUntil(refreshCopy(pageAddress(event.request.url)))
  return response
}

/** What the router has read is a difference, and cannot be stored. So the whole page is read once more. */
async function refreshCopy(address: string): Promise<void> {
  if ((await ageOfPage(address)) < FRESH || savesData()) return
  await readAndKeep(address, { priority: 'low' })
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}

/** Stores what the open pages show. For the first visit, which began before this worker. */
export async function storeOpenPages(addresses: readonly string[]): Promise<void> {
  await Promise.all(addresses.map((address) => readAndKeep(pageAddress(address))))
}

async function readAndKeep(address: string, how: RequestInit = {}): Promise<void> {
  const askedIn = await generationNow()
  // The site counts such pages apart: the reader did not ask for this one.
  const headers = { purpose: 'prefetch' }
  const asked = fetch(address, { ...how, headers, credentials: 'same-origin', redirect: 'manual' })
  await keep({ address, askedIn, asked })
}

type Asked = { address: string; askedIn: string | Promise<string>; asked: Promise<Response> }

/** Stores the page when it has come. Without the network there is nothing to store. */
async function keep({ address, askedIn, asked }: Asked): Promise<void> {
  const response = await asked.catch(() => null)
  if (response) await storePage({ address, response, askedIn: await askedIn })
}

/** The answer, or that the network is away, or that no answer has come in time. */
async function firstOf(asked: Promise<Response>): Promise<Response | Cause> {
  const inTime = navigator.onLine ? PATIENCE.online : PATIENCE.offline
  const late = new Promise<Cause>((resolve) => setTimeout(() => resolve(navigator.onLine ? 'slow' : 'away'), inTime))
  return Promise.race([asked.catch(() => 'away' as const), late])
}

/** An answer of the site, and not of a proxy while the site is away, for example because it is restarted. */
function isOfSite(first: Response | Cause): first is Response {
  return first instanceof Response && ![502, 503, 504].includes(first.status)
}

function causeOf(first: Response | Cause): Cause {
  if (first instanceof Response) return first.status === 429 ? 'busy' : 'away'
  return first
}
