import type { Post } from '@/lib/shared/views'
import { ask } from '../../support/ask'
import type { Person } from '../../support/people'
import type { TestStream } from '../../support/streams'

/**
 * A screen that shows posts and does with the events of its stream what docs/api.md says. It may have had streams before.
 */
export function modelScreen(reader: Person, posts: Post[], streams: () => TestStream[]) {
  const begun = new Map(posts.map((post) => [post.id, post]))

  /** The posts as the stream has left them, null for one that is gone. */
  function held(): Map<string, Post | null> {
    const shown = new Map<string, Post | null>(begun)
    const newest = new Map<string, string>(posts.map(({ id, updatedAt }) => [id, updatedAt]))
    for (const { event, data } of streams().flatMap(({ received }) => received)) {
      if (event !== 'post' && event !== 'feed') continue
      if (data.deleted && shown.has(data.postId)) shown.set(data.postId, null)
      const post: Post | undefined = data.post
      if (!post || !shown.has(post.id) || post.updatedAt <= (newest.get(post.id) ?? '')) continue
      newest.set(post.id, post.updatedAt)
      shown.set(post.id, post)
    }
    return shown
  }

  return {
    /** What it shows, and what it should show, in words. */
    async compare(): Promise<{ shown: string[]; right: string[] }> {
      const shown = [...held().values()].map(words)
      const right = await Promise.all(
        posts.map(async ({ id }) => {
          const { status, body } = await ask.readPost(reader, { id })
          return words(status === 200 ? body.post : null)
        }),
      )
      return { shown, right }
    },
    /** All texts that its streams have brought. */
    texts: () => streams().flatMap(({ received }) => received.flatMap(({ data }) => data.post?.text ?? [])),
    wasTold: (event: string) => streams().some((stream) => stream.of(event).length > 0),
  }
}

const words = (post: Post | null) =>
  post ? `${post.text} (${post.audience}, ${post.likeCount} likes, ${post.commentCount} comments)` : 'gone'
