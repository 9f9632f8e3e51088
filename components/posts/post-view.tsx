'use client'

import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLivePost } from '@/components/live/use-live'
import { useArticleShortcuts } from '@/components/shortcuts/use-article-shortcuts'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { Post } from '@/lib/shared/views'
import { PostCard } from './post-card'
import { PostPageActions } from './post-page-actions'
import { focusReply } from './post-path'

/** A post on its own page, kept current, with its conversation below; or that it is gone. */
export function PostView({ post, children }: { post: Post; children: ReactNode }) {
  const now = useLivePost(post)
  useArticleShortcuts()
  if (now) {
    return (
      <>
        <PostCard whole post={now} actions={<PostPageActions post={now} onReply={focusReply} />} />
        {children}
      </>
    )
  }
  return (
    <Card className="max-sm:rounded-none max-sm:border-x-0">
      <EmptyState
        icon={<Trash2 />}
        title="This post is gone"
        action={
          <ButtonLink href="/" look="primary">
            To the feed
          </ButtonLink>
        }
      >
        It was deleted, or is no longer meant for you.
      </EmptyState>
    </Card>
  )
}
