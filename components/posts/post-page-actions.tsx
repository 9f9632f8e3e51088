'use client'

import { MessageCircle } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import type { KnownPost } from '@/components/live/known-post'
import { SHORTCUT } from '@/components/shortcuts/use-article-shortcuts'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { Link } from '@/components/ui/link'
import { countOf, nameWith, shortCount } from './counts'
import { ACTION, LikeButton, useLike } from './like-button'
import { ACTIONS } from './post-actions'
import { signInPath } from './post-path'

const key = { [SHORTCUT]: 'r' }
const loadLikers = lazyRetry(() => import('./likers-dialog'))
const LikersDialog = lazy(loadLikers)

/** The buttons below a post on its own page; one shows who likes it. */
export function PostPageActions({ post, onReply }: { post: KnownPost; onReply: () => void }) {
  const viewer = useViewer()
  const { count } = useLike(post)
  const [showsLikers, setShowsLikers] = useState(false)
  const { commentCount } = post
  const name = nameWith('Comment', commentCount, 'comment')
  const face = (
    <>
      <MessageCircle aria-hidden="true" />
      {shortCount(commentCount)}
    </>
  )
  return (
    <div className={ACTIONS}>
      <LikeButton post={post} numberless />
      {viewer ? (
        <button type="button" aria-label={name} {...key} onClick={onReply} className={ACTION}>
          {face}
        </button>
      ) : (
        <Link href={signInPath(post, 'comment')} aria-label={`${name}. Sign in to comment`} {...key} className={ACTION}>
          {face}
        </Link>
      )}
      {count > 0 && (
        <button
          type="button"
          aria-haspopup="dialog"
          title="Who likes this"
          onPointerEnter={loadLikers}
          onFocus={loadLikers}
          onClick={() => setShowsLikers(true)}
          className={`${ACTION} ml-auto underline-offset-2 hover:underline`}
        >
          {countOf(count, 'like')}
        </button>
      )}
      {showsLikers && (
        <Suspense>
          <LikersDialog post={post} onClose={() => setShowsLikers(false)} />
        </Suspense>
      )}
    </div>
  )
}
