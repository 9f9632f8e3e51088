'use client'

import { useRouter } from 'next/navigation'
import { focusComposer } from '@/components/composer/focus-composer'
import type { KnownPost } from '@/components/live/known-post'
import { pressLike } from '@/components/posts/likes'
import { replyPath } from '@/components/posts/post-path'
import type { WindowedList } from '@/components/scroll/use-windowed-list'
import { useShortcuts } from '@/components/shortcuts/use-shortcuts'
import type { FeedRow } from './feed-rows'

type Options = { list: WindowedList<FeedRow>; onShowNew: () => void; onHelp: () => void }

/** What single keys do in the feed. */
export function useFeedShortcuts({ list, onShowNew, onHelp }: Options): void {
  const { rows, focused, readingIndex, focusRow } = list
  const router = useRouter()

  /** Moves the focus one row on or back; without a focus, to the first row in sight. */
  function step(by: 1 | -1) {
    focusRow(focused === undefined ? readingIndex() : Math.max(0, Math.min(rows.length - 1, focused + by)))
  }

  /** Acts on the post with the focus; without a focus, on the first post in sight. */
  function withPost(act: (post: KnownPost) => void) {
    const post = rows[focused ?? readingIndex()]?.post
    if (post) act(post)
  }

  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    like: () => withPost(pressLike),
    reply: () => withPost((post) => router.push(replyPath(post))),
    compose: focusComposer,
    showNew: onShowNew,
    help: onHelp,
  })
}
