import { api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import { LIMITS } from '@/lib/shared/limits'
import type { Post } from '@/lib/shared/views'
import type { FeedState } from './feed-state'
import { withReadPosts } from './with-read-posts'
import { withoutVanished, withReturned } from './without-vanished'

type Asked = { ids: readonly string[]; signal: AbortSignal }

/**
 * Asks for posts that the feed holds, or that vanished from it, a hundred at a time: those that do not belong in it any more are
 * removed, and those that are back are put where they belong.
 */
export async function checkPosts(store: Store<FeedState>, { ids, signal }: Asked): Promise<void> {
  const parts = []
  for (let at = 0; at < ids.length; at += LIMITS.check) parts.push(ids.slice(at, at + LIMITS.check))
  const { deletions: requested } = store.get()
  await Promise.all(
    parts.map(async (part) => {
      const { items } = await api.get<{ items: Post[] }>(`/api/feed/posts?ids=${part}`, { signal })
      const there = new Set(items.map(({ id }) => id))
      const vanished = new Set(part.filter((id) => !there.has(id)))
      store.change((state) => {
        const next = withReturned(withoutVanished(state, vanished), items, requested)
        return withReadPosts(
          next,
          items.filter(({ id }) => next.posts.has(id)),
        )
      })
    }),
  )
}
