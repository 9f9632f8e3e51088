'use client'

import { type ComponentProps, memo, type ReactNode, useId } from 'react'
import type { KnownPost } from '@/components/live/known-post'
import { SHORTCUT } from '@/components/shortcuts/use-article-shortcuts'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { LongText } from '@/components/ui/long-text'
import { PersonName } from '@/components/ui/person-name'
import { RelativeTime } from '@/components/ui/relative-time'
import { ActivityLine } from './activity-line'
import { AudienceMark } from './audience'
import { openByClick } from './open-by-click'
import { PostActions } from './post-actions'
import { POST_CARD } from './post-card-classes'
import { PostMenu } from './post-menu'
import { postPath } from './post-path'

type PostCardProps = {
  post: KnownPost
  /** Other buttons than those of a post in a list. */
  actions?: ReactNode
  /** On its own page: shows also a long text whole, and opens nothing. */
  whole?: boolean
} & Omit<ComponentProps<'article'>, 'children'>

/** One post: author, time, audience, check-in, text and buttons. A press anywhere else opens it. */
export const PostCard = memo(function PostCard({ post, actions, whole, className, ...article }: PostCardProps) {
  const id = useId()
  const { author, activity, text, mentions } = post
  return (
    <article
      aria-labelledby={`${id}-by`}
      aria-describedby={`${id}-text`}
      data-post-id={post.id}
      data-state="sent"
      tabIndex={whole ? -1 : 0}
      className={classes(POST_CARD, !whole && 'cursor-pointer', className)}
      {...(whole ? {} : openByClick)}
      {...article}
    >
      <Avatar user={author} />
      <div className="min-w-0 flex-1">
        <header className="flex items-start gap-2">
          <div className="min-w-0 flex-1 leading-snug">
            <p id={`${id}-by`}>
              <PersonName user={author} />
            </p>
            <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-ink-faint">
              <Link
                href={postPath(post)}
                {...(whole ? {} : { [SHORTCUT]: 'o' })}
                className="inline-flex min-h-6 items-center rounded-sm hover:underline pointer-coarse:-ms-6 pointer-coarse:-mb-5 pointer-coarse:min-h-[44px] pointer-coarse:min-w-[44px] pointer-coarse:ps-6 pointer-coarse:pb-5"
              >
                <RelativeTime at={post.createdAt} />
              </Link>
              {post.editedAt && <span>· edited</span>}
              <span aria-hidden="true">·</span>
              <AudienceMark audience={post.audience} />
            </p>
          </div>
          <PostMenu post={post} />
        </header>
        <div id={`${id}-text`} className="mt-2 space-y-1.5">
          {activity && <ActivityLine {...activity} />}
          {text && <LongText text={text} mentions={mentions} whole={whole} />}
        </div>
        {actions ?? <PostActions post={post} />}
      </div>
    </article>
  )
})
