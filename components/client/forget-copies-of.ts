import { renewGeneration, STORED_PAGES, storesPages } from './forget-stored-pages'

/** Removes the stored pages that name this post or person by its id. One on its way into the cache may too. Idempotent. */
export async function forgetCopiesOf(id: string): Promise<void> {
  if (!storesPages()) return
  await renewGeneration()
  if (!(await caches.has(STORED_PAGES))) return
  const cache = await caches.open(STORED_PAGES)
  const named = new RegExp(`(^|\\D)${id}(\\D|$)`)
  const forgetIfNamed = async (request: Request) => {
    const html = await (await cache.match(request))?.text()
    if (html && named.test(html)) await cache.delete(request)
  }
  await Promise.all((await cache.keys()).map(forgetIfNamed))
}
