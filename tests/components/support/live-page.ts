import type { BrowserContext, Page, Request } from '@playwright/test'
import { follow, postMany, readFeed } from './acts'
import { articles } from './feed-page'
import { expect, type Member } from './support'

/** Matches the requests of the stream. */
export const STREAM = '**/api/stream*'

/** Collects the paths of the API that somebody's pages request. */
export function watchRequests(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  return asked
}

/** The pages that hold a stream now, in the order in which they opened it; a page with two is there twice. */
export function watchStreams(context: BrowserContext): () => Page[] {
  const open = new Set<Request>()
  context.on('request', (request) => new URL(request.url()).pathname === '/api/stream' && open.add(request))
  context.on('requestfailed', (request) => open.delete(request))
  context.on('requestfinished', (request) => open.delete(request))
  return () => [...open].map((request) => request.frame().page()).filter((page) => !page.isClosed())
}

/** Ana has written a little, Ben follows her and Cleo follows neither. */
export async function village(
  join: (name: string) => Promise<Member>,
): Promise<[ana: Member, ben: Member, cleo: Member]> {
  const [ana, ben, cleo] = [await join('Ana'), await join('Ben'), await join('Cleo')]
  await follow(ben, ana)
  await postMany(ana, 8, (nth) => `Story ${nth}`)
  return [ana, ben, cleo]
}

/** The screen shows the posts that the API returns, in the same order, each once. */
export async function expectSameAsFeed(reader: Member): Promise<void> {
  // Only rows near the window are rendered.
  await reader.page.setViewportSize({ width: 1000, height: 4000 })
  const expected = (await readFeed(reader)).items.map(({ id }) => id)
  await expect
    .poll(() => articles(reader.page).evaluateAll((all) => all.map((article) => article.getAttribute('data-post-id'))))
    .toEqual(expected)
}
