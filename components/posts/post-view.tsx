'use client'

import type { ReactNode } from 'react'
import { ROW_KEY } from '@/components/scroll/row-position'
import { useArticleShortcuts } from '@/components/shortcuts/use-article-shortcuts'
import type { Post } from '@/lib/shared/views'
import { GonePost } from './gone-post'
import { PostCard } from './post-card'
import { PostPageActions } from './post-page-actions'
import { focusReply } from './post-path'
import { useLivePost } from './use-live-post'

/** A post on its own page, kept current, with its conversation below; or that it is gone. */
export function PostView({ post, children }: { post: Post; children: ReactNode }) {
  const now = useLivePost(post)
  useArticleShortcuts()
  if (!now) return <GonePost postId={post.id} />
  return (
    <>
      <PostCard
        whole
        post={now}
        {...{ [ROW_KEY]: now.id }}
        actions={<PostPageActions post={now} onReply={focusReply} />}
      />
      {children}
    </>
  )
}
