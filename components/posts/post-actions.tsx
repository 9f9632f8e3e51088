'use client'

import { MessageCircle } from 'lucide-react'
import type { KnownPost } from '@/components/live/known-post'
import { SHORTCUT } from '@/components/shortcuts/use-article-shortcuts'
import { holdKeyboard } from '@/components/ui/hold-keyboard'
import { Link } from '@/components/ui/link'
import { nameWith, shortCount } from './counts'
import { ACTION, LikeButton } from './like-button'
import { replyPath } from './post-path'

/** The classes of the row of buttons at the end of a card. */
export const ACTIONS = '-mb-2 -ml-2 flex flex-wrap items-center gap-1 pt-1'

/** The buttons below a post in a list. */
export function PostActions({ post }: { post: KnownPost }) {
  const { commentCount } = post
  return (
    <div className={ACTIONS}>
      <LikeButton post={post} />
      <Link
        href={replyPath(post)}
        aria-label={nameWith('Comment', commentCount, 'comment')}
        {...{ [SHORTCUT]: 'r' }}
        onNavigate={holdKeyboard}
        className={ACTION}
      >
        <MessageCircle aria-hidden="true" />
        {shortCount(commentCount)}
      </Link>
    </div>
  )
}
