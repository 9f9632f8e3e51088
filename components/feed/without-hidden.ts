import type { People } from '@/components/client/people'
import { type FeedState, removeFromLists } from './feed-state'

/**
 * The feed without posts of people of whom nothing is shown. Their posts were removed when that was said; others may arrive
 * later, with a frame or page from before. They are shown when their author is.
 */
export function withoutHidden(state: FeedState, people: People): FeedState {
  const isHidden = (authorId: string) => people.has(authorId) && !people.get(authorId)?.user
  const hidden = people.size > 0 ? [...state.posts.values()].filter(({ author }) => isHidden(author.id)) : []
  return hidden.length > 0 ? removeFromLists(state, new Set(hidden.map(({ id }) => id))) : state
}
