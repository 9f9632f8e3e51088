import { forgetStoredPages, generationNow, STORED_PAGES } from '@/components/client/forget-stored-pages'
import { isHtml } from './is-html'
import { type Cause, filesIn, isReadable, markAsStored, titleIn, viewerIn } from './page-text'
import { hasFilesOf, storeFiles, storePictures } from './site-files'

const MOST = 40
/** Milliseconds after which a stored page is not shown any more. */
const MAX_AGE = 7 * 24 * 3_600_000
/** The entry of the cache that says whose pages it holds. */
const VIEWER = '/.viewer'
const READ_AT = 'x-carillon-read-at'
const TITLE = 'x-carillon-title'
const KEPT_HEADERS = ['content-type', 'content-security-policy', 'referrer-policy', 'x-content-type-options']

/** `askedIn`: the generation in which the page was asked for. */
type Read = { address: string; response: Response; askedIn: string }

/**
 * Stores a page that was read, for its viewer only: when it was rendered for somebody else than the stored ones, those are
 * removed first. When it is not there any more, neither is its copy.
 */
export async function storePage({ address, response, askedIn }: Read): Promise<void> {
  if (isGone(response)) return removePage(address)
  if (!response.ok || !isHtml(response)) return
  const html = await response.text()
  const viewer = viewerIn(html)
  const stillIn = viewer === null ? null : await claimFor(viewer, askedIn)
  if (stillIn === null || !isReadable(address)) return
  // Without its files the copy is not shown; without its pictures it is.
  await Promise.allSettled([storeFiles(filesIn(html)), storePictures(html)])
  const cache = await caches.open(STORED_PAGES)
  if (!(await isNow(stillIn))) return
  await cache.put(address, copyOf(response, html))
  // A page of the site may have looked for what it has to forget just before this was stored.
  if (await isNow(stillIn)) await removeOldest(cache)
  else await cache.delete(address)
}

const isNow = async (generation: string) => (await generationNow()) === generation

/** A redirect leads to the page to sign in, or to another address of the same thing. */
function isGone({ status, redirected, type }: Response): boolean {
  return type === 'opaqueredirect' || redirected || [401, 403, 404, 410].includes(status)
}

async function removePage(address: string): Promise<void> {
  if (await caches.has(STORED_PAGES)) await (await caches.open(STORED_PAGES)).delete(address)
}

/** Makes the cache this viewer's. The generation in which it is, or null when the page was asked for in an earlier one. */
async function claimFor(viewer: string, askedIn: string): Promise<string | null> {
  const known = await viewerOfPages()
  if (!(await isNow(askedIn))) return null
  if (known === viewer) return askedIn
  if (known !== null) await forgetStoredPages()
  const claimedIn = known === null ? askedIn : await generationNow()
  const cache = await caches.open(STORED_PAGES)
  if (!(await isNow(claimedIn))) return null
  await cache.put(VIEWER, new Response(viewer))
  return claimedIn
}

async function viewerOfPages(): Promise<string | null> {
  const entry = await caches.match(VIEWER, { cacheName: STORED_PAGES })
  return entry ? entry.text() : null
}

function copyOf({ headers }: Response, html: string): Response {
  const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  const own: [string, string][] = [
    [READ_AT, new Date().toISOString()],
    // Headers have no room for most letters.
    [TITLE, encodeURIComponent(titleIn(html))],
  ]
  return new Response(html, { headers: [...kept, ...own] })
}

async function removeOldest(cache: Cache): Promise<void> {
  // In the order in which they were stored.
  const pages = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== VIEWER)
  await Promise.all(pages.slice(0, -MOST).map((request) => cache.delete(request)))
}

/** The stored copy of a page, ready to be shown because of `cause`; null when there is none that would work. */
export async function findPage(address: string, cause: Cause = 'away'): Promise<Response | null> {
  const copy = await caches.match(address, { cacheName: STORED_PAGES })
  if (!copy || ageOf(copy) > MAX_AGE) return null
  const html = await copy.text()
  if (viewerIn(html) !== (await viewerOfPages()) || !(await hasFilesOf(html))) return null
  return new Response(markAsStored(html, { readAt: copy.headers.get(READ_AT) ?? '', cause }), { headers: copy.headers })
}

/** Milliseconds since this page was stored; infinite when it is not. */
export async function ageOfPage(address: string): Promise<number> {
  const copy = await caches.match(address, { cacheName: STORED_PAGES })
  return copy ? ageOf(copy) : Number.POSITIVE_INFINITY
}

const ageOf = (copy: Response) => Date.now() - Date.parse(copy.headers.get(READ_AT) ?? '')

export type ListedPage = { path: string; title: string; readAt: Date }

/** All stored pages, the newest first. */
export async function listPages(): Promise<ListedPage[]> {
  if (!(await caches.has(STORED_PAGES))) return []
  const cache = await caches.open(STORED_PAGES)
  const pages = await Promise.all((await cache.keys()).map(async ({ url }) => list(url, await cache.match(url))))
  return pages.flat().reverse()
}

function list(address: string, copy: Response | undefined): ListedPage[] {
  if (!copy?.headers.has(READ_AT) || ageOf(copy) > MAX_AGE) return []
  const { pathname, search } = new URL(address)
  const title = decodeURIComponent(copy.headers.get(TITLE) ?? '')
  return [
    {
      path: pathname + search,
      title: pathname === '/' ? 'Home' : title,
      readAt: new Date(copy.headers.get(READ_AT) ?? 0),
    },
  ]
}
