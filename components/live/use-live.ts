'use client'

import { useSyncExternalStore } from 'react'
import { useChangeOf } from '@/components/client/use-person'
import type { Post } from '@/lib/shared/views'
import { live } from './live'
import { type ChangedPost, INITIAL, latestOf, type StreamStatus } from './live-state'

export function useStreamStatus(): StreamStatus {
  return useSyncExternalStore(
    live.subscribe,
    () => live.get().status,
    () => INITIAL.status,
  )
}

/** A post that a page was rendered with, in its newest known version; null when it was deleted, or its author is hidden. */
export function useLivePost(post: Post): Post | null {
  const change = useSyncExternalStore<ChangedPost | undefined>(
    live.subscribe,
    () => live.get().postChanges.get(post.id),
    () => undefined,
  )
  const author = useChangeOf(post.author.id)
  return author && !author.user ? null : latestOf(post, change)
}
