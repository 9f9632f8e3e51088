'use client'

import { useSyncExternalStore } from 'react'
import type { Post } from '@/lib/shared/views'
import { live } from './live'
import { type Connection, INITIAL, latestOf, type PostChange } from './receive'

export function useConnection(): Connection {
  return useSyncExternalStore(
    live.subscribe,
    () => live.get().connection,
    () => INITIAL.connection,
  )
}

/** A post that a page was rendered with, as it is known now; null when it was deleted. */
export function useLivePost(post: Post): Post | null {
  const change = useSyncExternalStore<PostChange | undefined>(
    live.subscribe,
    () => live.get().changes.get(post.id),
    () => undefined,
  )
  return latestOf(post, change)
}
