'use client'

import { useLivePost } from '@/components/live/use-live'
import type { Post } from '@/lib/shared/views'
import { PostCard } from './post-card'

/** A post in a list that the server rendered: it changes as the post does, and goes when it is deleted. */
export function LivePostCard({ post }: { post: Post }) {
  const now = useLivePost(post)
  return now && <PostCard post={now} />
}
