'use client'

import { isNewerId } from '@/components/client/ids'
import { useRowSource } from '@/components/scroll/row-source'
import type { WindowedList } from '@/components/scroll/use-windowed-list'
import { LIMITS } from '@/lib/shared/limits'
import type { Feed } from './feed'
import type { FeedRow } from './feed-rows'
import { hideNewerPosts } from './show-posts'

/** Lets the reader come back to a post of the feed, however far down it is. */
export function useFeedRows({ feed, list }: { feed: Feed; list: WindowedList<FeedRow> }): void {
  const { store } = feed
  const shown = () => store.get().shown

  async function loadMore(): Promise<boolean> {
    await feed.loadOlder(LIMITS.page.max)
    const { nextCursor, loadingOlder } = store.get()
    return nextCursor !== null && loadingOlder !== 'failed'
  }

  useRowSource({
    name: 'feed',
    keys: () => list.rows.map(({ key }) => key),
    loadMore,
    isPast: (key) => isNewerId(key, shown().at(-1) ?? '0'),
    goTo: (position) => list.goTo(position, 0),
    render: list.render,
    newest: () => shown()[0] ?? null,
    hideNewer: (id) => feed.change((state) => hideNewerPosts(state, id)),
  })
}
