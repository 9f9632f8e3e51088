import type { FeedPage } from '@/lib/shared/views'
import { currentFeed, type Feed, startFeed } from './feed'

type OpenedFeed = {
  feed: Feed
  /** How far down to scroll the page, in pixels. Null leaves it to the browser. */
  scrollOffset: number | null
  /** The reader came by Back or Forward. */
  returned: boolean
}

/** The reader pressed Back or Forward, and the page that they come to is not rendered yet. */
let cameByHistory = false
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    cameByHistory = true
  })
  // A click may open a page by a link: the reader then did not come by Back or Forward.
  window.addEventListener('click', resetCameByHistory, { capture: true })
}

export function resetCameByHistory(): void {
  cameByHistory = false
}

/**
 * Opens the feed with the page that the server sent. A reader who came by a link finds the newest posts; a page that
 * the feed has taken in already changes nothing. A reader who came by Back or Forward finds everything as they left it,
 * and the page is not used: it may be an old one.
 */
export function openFeed(viewerId: string, page: FeedPage): OpenedFeed {
  const feed = currentFeed(viewerId)
  if (!feed) return { feed: startFeed(viewerId, page), scrollOffset: null, returned: false }
  if (cameByHistory) return { feed, scrollOffset: feed.visit.scrollOffset, returned: true }
  if (feed.visit.page !== page) feed.reopen(page)
  feed.visit.page = page
  return { feed, scrollOffset: 0, returned: false }
}
