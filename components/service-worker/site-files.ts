import { BUILD, FILE_PATHS } from './build'
import { isHtml } from './is-html'
import { filesIn, picturesIn } from './page-text'

const PREFIX = 'carillon-files-'
const FILES = `${PREFIX}${BUILD}`
/** How many files are loaded at a time: what the reader does meanwhile comes first. */
const AT_ONCE = 2

/** Files whose address changes with their content, and pictures of the site itself. */
export function isSiteFile({ pathname }: URL): boolean {
  return /^\/(?:_next\/static\/|faces\/|icon)/.test(pathname)
}

/** From the cache, also from that of the build before: a page that is open needs the files of its own build after a deploy. */
export async function answerFile(request: Request): Promise<Response> {
  const known = await caches.match(request.url)
  if (known) return known
  const response = await fetch(request)
  // A file that the server does not have any more may be answered with a page, which must not be run as a script.
  if (isHtml(response)) return Response.error()
  if (response.ok) await (await caches.open(FILES)).put(request.url, response.clone())
  return response
}

/** Stores all files of this build. Throws when one cannot be loaded: then the browser tries to install this worker again later. */
export async function storeFiles(paths: readonly string[] = FILE_PATHS): Promise<void> {
  const cache = await caches.open(FILES)
  const left = [...paths]
  const storeNext = async (): Promise<void> => {
    const path = left.shift()
    if (path === undefined) return
    // The file may be in the cache of the build before.
    if (!(await cache.match(path))) await cache.put(path, (await caches.match(path)) ?? (await load(path)))
    await storeNext()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, storeNext))
}

async function load(path: string): Promise<Response> {
  const response = await fetch(path, { priority: 'low' })
  if (!response.ok || isHtml(response)) throw new Error(`${path}: ${response.status}`)
  return response
}

/** Whether everything is stored that this page needs to work. */
export async function hasFilesOf(html: string): Promise<boolean> {
  const found = await Promise.all(filesIn(html).map((path) => caches.match(path)))
  return found.every((file) => file !== undefined)
}

/** Stores the pictures of the site that a page shows: it may have loaded them before this worker could store them. */
export async function storePictures(html: string): Promise<void> {
  await storeFiles(picturesIn(html))
}

/** Removes the files of builds before the last one. */
export async function removeOldFiles(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== FILES)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}
