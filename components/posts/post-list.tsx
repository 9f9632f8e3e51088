'use client'

import { Feather } from 'lucide-react'
import { type ReactNode, useCallback, useEffect } from 'react'
import { PagedList } from '@/components/list/paged-list'
import { reportShownPost } from '@/components/live/report-shown-post'
import { useArticleShortcuts } from '@/components/shortcuts/use-article-shortcuts'
import { EmptyState } from '@/components/ui/empty-state'
import type { Page, Post } from '@/lib/shared/views'
import { PostCard } from './post-card'
import { PostCardSkeleton } from './post-card-skeleton'
import { reportWhileLoaded } from './report-while-loaded'
import { useLivePost } from './use-live-post'

type PostListProps = { label: string; path: string; initial: Page<Post>; emptyTitle: string; emptyText?: ReactNode }

/** Posts of one person or place, newest first. */
export function PostList({ label, path, initial, emptyTitle, emptyText }: PostListProps) {
  useArticleShortcuts()
  return (
    <PagedList
      label={label}
      kind="posts"
      path={path}
      initial={initial}
      // A deleted post leaves an empty list item.
      className="flex flex-col gap-3 [&>li:empty]:hidden"
      renderItem={(post) => <LivePostCard post={post} />}
      skeleton={<PostCardSkeleton />}
      empty={
        <EmptyState icon={<Feather />} title={emptyTitle}>
          {emptyText}
        </EmptyState>
      }
    />
  )
}

/**
 * A post in a list that the server rendered, kept current; nothing when it was deleted. It goes on being reported then, so that
 * the stream says when it is back.
 */
function LivePostCard({ post }: { post: Post }) {
  const now = useLivePost(post)
  const ref = useCallback((card: Element | null) => (card ? reportWhileLoaded(card, post.id) : undefined), [post.id])
  const isGone = now === null
  useEffect(() => (isGone ? reportShownPost(post.id) : undefined), [isGone, post.id])
  return now && <PostCard ref={ref} post={now} />
}
