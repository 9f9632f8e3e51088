import type { FeedPage } from '@/lib/shared/views'
import { beginFeed, type Feed, heldFeed } from './feed'

/** How a reader came to the feed: `offset` is where the page should stand, null where the browser has it. */
export type Arrival = { feed: Feed; offset: number | null; back: boolean }

let byHistory = false
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    byHistory = true
  })
  // Whatever is pressed from now on leads somewhere new.
  window.addEventListener('click', forgetHistory, { capture: true })
}

export function forgetHistory(): void {
  byHistory = false
}

/**
 * Opens the feed with the page that the server sent. Who comes by Back or Forward finds everything as it was; who comes
 * by a link finds the newest.
 */
export function arrive(viewerId: string, page: FeedPage): Arrival {
  const feed = heldFeed(viewerId)
  if (!feed) return { feed: beginFeed(viewerId, page), offset: null, back: false }
  if (byHistory) return { feed, offset: feed.visit.leftAt, back: true }
  if (feed.visit.page !== page) feed.reopen(page)
  feed.visit.page = page
  return { feed, offset: 0, back: false }
}
