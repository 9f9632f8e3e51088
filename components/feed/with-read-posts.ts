import type { Post, User } from '@/lib/shared/views'
import { type FeedState, withPosts } from './feed-state'

/**
 * With posts that were just read. Their authors are as they are shown now, which the version of a post does not tell: a post
 * that is otherwise known gets the author that was read.
 */
export function withReadPosts(state: FeedState, read: readonly Post[]): FeedState {
  const posts = new Map(withPosts(state, read))
  for (const { id, author } of read) {
    const known = posts.get(id)
    if (known && !isSamePerson(known.author, author)) posts.set(id, { ...known, author })
  }
  return { ...state, posts }
}

function isSamePerson(one: User, other: User): boolean {
  return one.name === other.name && one.handle === other.handle && one.avatarUrl === other.avatarUrl
}
