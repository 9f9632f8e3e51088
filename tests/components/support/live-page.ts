import type { BrowserContext } from '@playwright/test'
import type { Post } from '@/lib/shared/views'
import { articles, postMany } from './feed-page'
import { ask, expect, follow, type Member } from './support'

/** The words for what happens on pages that are live, for tests. */
export const STREAM = '**/api/stream*'

/** Notes what the pages of somebody ask the API for. */
export function watchRequests(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  return asked
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

/** What is on the screen is what the API has, in the same order, each once. */
export async function expectSameAsFeed(reader: Member): Promise<void> {
  // Only what is near the window is drawn.
  await reader.page.setViewportSize({ width: 1000, height: 4000 })
  const ids = async () => {
    const { items } = await ask<{ items: Post[] }>(reader, 'GET', '/api/feed?limit=50')
    return items.map(({ id }) => id)
  }
  const expected = await ids()
  await expect
    .poll(() => articles(reader.page).evaluateAll((all) => all.map((article) => article.getAttribute('data-post-id'))))
    .toEqual(expected)
}
