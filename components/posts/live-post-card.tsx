'use client'

import { useCallback } from 'react'
import { reportShownPost } from '@/components/live/report-shown-post'
import { useLivePost } from '@/components/live/use-live'
import type { Post } from '@/lib/shared/views'
import { PostCard } from './post-card'

/** A post in a list that the server rendered, kept current; nothing when it was deleted. */
export function LivePostCard({ post }: { post: Post }) {
  const now = useLivePost(post)
  const ref = useCallback((card: Element | null) => (card ? reportWhileInView(card, post.id) : undefined), [post.id])
  return now && <PostCard ref={ref} post={now} />
}

/** Reports the post as shown while the card is in the window. */
function reportWhileInView(card: Element, postId: string): () => void {
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
