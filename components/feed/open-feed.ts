import type { FeedPage } from '@/lib/shared/views'
import { currentFeed, type Feed, startFeed } from './feed'

type OpenedFeed = {
  feed: Feed
  /** How far down to scroll the page, in pixels. Null leaves it to the browser. */
  scrollOffset: number | null
  /** The reader came by Back or Forward. */
  returned: boolean
}

let byHistory = false
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    byHistory = true
  })
  // After a click the next navigation is a new one.
  window.addEventListener('click', forgetHistory, { capture: true })
}

export function forgetHistory(): void {
  byHistory = false
}

/**
 * Opens the feed with the page that the server sent. After Back or Forward the reader finds everything as they left it;
 * after a link they find the newest posts.
 */
export function openFeed(viewerId: string, page: FeedPage): OpenedFeed {
  const feed = currentFeed(viewerId)
  if (!feed) return { feed: startFeed(viewerId, page), scrollOffset: null, returned: false }
  if (byHistory) return { feed, scrollOffset: feed.visit.scrollOffset, returned: true }
  if (feed.visit.page !== page) feed.reopen(page)
  feed.visit.page = page
  return { feed, scrollOffset: 0, returned: false }
}
