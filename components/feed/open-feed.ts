import { currentArrival } from '@/components/scroll/arrival'
import type { RowPosition } from '@/components/scroll/row-position'
import { positionFor } from '@/components/scroll/stored-position'
import type { FeedPage } from '@/lib/shared/views'
import { currentFeed, type Feed, startFeed } from './feed'

type OpenedFeed = {
  feed: Feed
  /** Where rows stand on the screen at first. Null: as the server has rendered them. */
  start: readonly RowPosition[] | null
  /** The reader came by Back or Forward. */
  returned: boolean
}

/**
 * Opens the feed with the page that the server sent. A reader who came by a link finds the newest posts; a page that
 * the feed has taken in already changes nothing. A reader who came by Back or Forward finds everything as they left it,
 * and the page is not used: it may be an old one.
 */
export function openFeed(viewerId: string, page: FeedPage): OpenedFeed {
  const feed = currentFeed(viewerId)
  if (!feed) return { feed: startFeed(viewerId, page), start: null, returned: false }
  if (currentArrival() === 'history') {
    return { feed, start: positionFor(viewerId, 'history')?.rows ?? [], returned: true }
  }
  if (feed.page !== page) feed.reopen(page)
  feed.page = page
  return { feed, start: [], returned: false }
}
