'use client'

import { Heart } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import type { KnownPost } from '@/components/live/known-post'
import { SHORTCUT } from '@/components/shortcuts/use-article-shortcuts'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { nameWith, shortCount } from './counts'
import { NO_LIKE, shownLike } from './like-state'
import { likeOfPost, pressLike, watchLikes } from './likes'
import { signInPath } from './post-path'

/** The look of a button below a post. */
export const ACTION =
  'button inline-flex min-h-9 min-w-9 items-center justify-center gap-1.5 rounded-full px-2 text-sm text-ink-faint tabular-nums transition-colors hover:bg-sunken hover:text-ink [&_svg]:size-5'

type LikeButtonProps = { post: KnownPost /** The number is shown elsewhere. */; numberless?: boolean }

const key = { [SHORTCUT]: 'l' }

/** Likes a post, and shows how many people do. For visitors it leads to the page to sign in. */
export function LikeButton({ post, numberless = false }: LikeButtonProps) {
  const viewer = useViewer()
  const { liked, count } = useLike(post)
  const name = nameWith('Like', count, 'like')
  const face = (
    <>
      <Heart aria-hidden="true" fill={liked ? 'currentColor' : 'none'} />
      {!numberless && shortCount(count)}
    </>
  )
  if (!viewer) {
    return (
      <Link href={signInPath(post, 'like')} aria-label={`${name}. Sign in to like`} {...key} className={ACTION}>
        {face}
      </Link>
    )
  }
  return (
    <button
      type="button"
      aria-label={name}
      aria-pressed={liked}
      {...key}
      onClick={() => pressLike(post)}
      className={classes(ACTION, liked && 'text-accent!')}
    >
      {face}
    </button>
  )
}

/** Whether to show the post as liked, and how many likes. */
export function useLike(post: KnownPost) {
  const state = useSyncExternalStore(
    watchLikes,
    () => likeOfPost(post.id),
    () => NO_LIKE,
  )
  return shownLike(post, state)
}
