'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { useChangeOf } from '@/components/client/use-person'
import { live } from '@/components/live/live'
import { type ChangedPost, latestOf, mayBeBack } from '@/components/live/live-state'
import type { Post } from '@/lib/shared/views'
import { loadPost } from './load-post'

/**
 * A post that a page was rendered with, in its newest known version; null when it was deleted, or its author is hidden. A post
 * that seems to be visible again is loaded, and shown as soon as the server says so.
 */
export function useLivePost(post: Post): Post | null {
  const change = useSyncExternalStore<ChangedPost | undefined>(
    live.subscribe,
    () => live.get().postChanges.get(post.id),
    () => undefined,
  )
  useEffect(() => {
    if (mayBeBack(post, change)) void loadPost(post.id)
  }, [post, change])
  const author = useChangeOf(post.author.id)
  return author && !author.user ? null : latestOf(post, change)
}
