import { api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import { LIMITS } from '@/lib/shared/limits'
import type { Post } from '@/lib/shared/views'
import { type FeedState, forgetPosts } from './feed-state'
import { withReadPosts } from './with-read-posts'

type Held = { ids: readonly string[]; signal: AbortSignal }

/** Asks for posts that the feed holds, a hundred at a time: those that do not belong in it any more are removed. */
export async function checkPosts(store: Store<FeedState>, { ids, signal }: Held): Promise<void> {
  const parts = []
  for (let at = 0; at < ids.length; at += LIMITS.check) parts.push(ids.slice(at, at + LIMITS.check))
  await Promise.all(
    parts.map(async (part) => {
      const { items } = await api.get<{ items: Post[] }>(`/api/feed/posts?ids=${part}`, { signal })
      const there = new Set(items.map(({ id }) => id))
      const vanished = new Set(part.filter((id) => !there.has(id)))
      const isHeld = ({ id }: Post) => store.get().posts.has(id)
      store.change((state) => withReadPosts(forgetPosts(state, vanished), items.filter(isHeld)))
    }),
  )
}
