'use client'

import { PostCardSkeleton } from '@/components/posts/post-card-skeleton'
import { ErrorState } from '@/components/ui/error-state'
import type { Feed } from './feed'
import type { FeedState } from './feed-state'

/** Below the posts: placeholders for the next page, an error, or that there are no more posts. */
export function FeedEnd({ feed, state: { nextCursor, loadingOlder } }: { feed: Feed; state: FeedState }) {
  if (nextCursor === null) return <p className="py-10 text-center text-ink-faint">You are all caught up.</p>
  if (loadingOlder === 'failed') {
    return <ErrorState message="Older posts could not be loaded." onRetry={() => void feed.loadOlder()} />
  }
  return (
    <div className="space-y-2 sm:space-y-3">
      <PostCardSkeleton />
      <PostCardSkeleton />
    </div>
  )
}
