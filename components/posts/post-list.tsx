'use client'

import { Feather } from 'lucide-react'
import type { ReactNode } from 'react'
import { PagedList } from '@/components/list/paged-list'
import { EmptyState } from '@/components/ui/empty-state'
import type { Page, Post } from '@/lib/shared/views'
import { LivePostCard } from './live-post-card'
import { PostCardSkeleton } from './post-card-skeleton'

type PostListProps = { label: string; path: string; initial: Page<Post>; emptyTitle: string; emptyText?: ReactNode }

/** Posts of one person or place, newest first. */
export function PostList({ label, path, initial, emptyTitle, emptyText }: PostListProps) {
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
