'use client'

import { useCallback } from 'react'
import { reportShownPost } from '@/components/live/report-shown-posts'
import { useLivePost } from '@/components/live/use-live'
import type { Post } from '@/lib/shared/views'
import { PostCard } from './post-card'

/** A post in a list that the server rendered: it changes as the post does, and goes when it is deleted. */
export function LivePostCard({ post }: { post: Post }) {
  const now = useLivePost(post)
  const watch = useCallback((card: Element | null) => (card ? watchSight(card, post.id) : undefined), [post.id])
  return now && <PostCard ref={watch} post={now} />
}

/** Says so while the card is in the window. */
function watchSight(card: Element, postId: string): () => void {
  let leave: (() => void) | null = null
  const observer = new IntersectionObserver(([entry]) => {
    leave?.()
    leave = entry?.isIntersecting ? reportShownPost(postId) : null
  })
  observer.observe(card)
  return () => {
    observer.disconnect()
    leave?.()
  }
}
