'use client'

import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import { usePerson } from '@/components/client/use-person'
import { postPath } from '@/components/posts/post-path'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { LongText } from '@/components/ui/long-text'
import { PersonName } from '@/components/ui/person-name'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Comment, Post } from '@/lib/shared/views'
import { commentElementId } from './use-target'

export const COMMENT_ROW = 'flex gap-3 px-4 py-2.5 sm:px-5'

type CommentItemProps = {
  post: Pick<Post, 'id'>
  comment: Comment
  /** The address of the page points at it. */
  target: boolean
  /** Absent when the viewer may not delete it. */
  onDelete?: () => void
}

/** One comment: its author, time and text. */
export function CommentItem({
  post,
  comment: { id, author: writtenBy, text, createdAt, mentions },
  target,
  onDelete,
}: CommentItemProps) {
  const labels = useId()
  const author = usePerson(writtenBy)
  const elementId = commentElementId(id)
  return (
    <article
      id={elementId}
      aria-labelledby={`${labels}-by`}
      aria-describedby={`${labels}-text`}
      data-comment-id={id}
      data-state="sent"
      tabIndex={-1}
      className={classes(
        COMMENT_ROW,
        'scroll-mt-18 -outline-offset-2 motion-safe:transition-colors motion-safe:duration-700',
        target && 'bg-accent-soft forced-colors:outline-2',
      )}
    >
      <Avatar user={author} size="small" className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 leading-snug">
          <PersonName user={author} />
          <span id={`${labels}-by`} hidden>{`Comment by ${author.name}`}</span>
          <Link
            href={`${postPath(post)}#${elementId}`}
            className="inline-flex min-h-6 items-center rounded-sm text-sm text-ink-faint hover:underline pointer-coarse:-mt-3 pointer-coarse:min-h-[44px] pointer-coarse:min-w-[44px] pointer-coarse:pt-3 pointer-coarse:pb-2"
          >
            <RelativeTime at={createdAt} />
          </Link>
        </p>
        <LongText id={`${labels}-text`} text={text} mentions={mentions} />
      </div>
      {onDelete && (
        <IconButton
          label={`Delete the comment by ${author.name}`}
          icon={<Trash2 />}
          onClick={onDelete}
          className="-mt-1 -mr-2 size-9 text-ink-faint [&_svg]:size-4!"
        />
      )}
    </article>
  )
}
