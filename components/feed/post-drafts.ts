import { createDrafts } from '@/components/list/drafts'
import type { Post } from '@/lib/shared/views'
import { type FeedState, merged, type PostDraft, removeFromLists, withPosts } from './feed-state'
import { receivePost } from './receive-post'

/** The drafts of the feed stand above the posts, the latest sent first. */
export const postDrafts = createDrafts<FeedState, PostDraft, Post>({
  insert: (drafts, draft) => [draft, ...drafts.filter(({ key }) => key !== draft.key)],
  show(state, post) {
    const rest = removeFromLists(state, new Set([post.id]))
    return { ...rest, posts: withPosts(rest, [post]), shown: merged(rest.shown, [post.id]) }
  },
  receive: (state, posts) => posts.reduce(receivePost, state),
})
