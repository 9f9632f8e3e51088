'use client'

import type { ComponentProps } from 'react'
import { usePerson } from '@/components/client/use-person'
import { FailedDraft } from '@/components/list/failed-draft'
import { ActivityLine } from '@/components/posts/activity-line'
import { AudienceMark } from '@/components/posts/audience'
import { POST_CARD } from '@/components/posts/post-card-classes'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { LongText } from '@/components/ui/long-text'
import { Handle, NAME_PART } from '@/components/ui/person-name'
import type { User } from '@/lib/shared/views'
import type { Feed } from './feed'
import type { PostDraft } from './feed-state'
import { discardPost, retryPost } from './send-post'

type DraftCardProps = { draft: PostDraft; feed: Feed; viewer: User } & Omit<ComponentProps<'article'>, 'children'>

/** A post of one's own that is being sent, or could not be sent. */
export function DraftCard({ draft, feed, viewer, className, ...article }: DraftCardProps) {
  const { text, audience, activity, state, problem } = draft
  const { name, ...author } = usePerson(viewer)
  const pending = state === 'pending'
  return (
    <article
      aria-label={pending ? 'Your post, being sent' : 'Your post, not sent'}
      aria-busy={pending}
      data-state={state}
      className={classes(POST_CARD, className)}
      {...article}
    >
      <Avatar user={viewer} className={pending ? 'opacity-60' : ''} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 leading-6 pointer-coarse:pb-2">
          <bdi className={`${NAME_PART} font-semibold`}>{name}</bdi>
          <Handle user={author} />
        </p>
        <p className="flex min-h-6 items-center gap-x-1.5 text-sm leading-snug text-ink-faint">
          {pending ? 'Sending…' : 'Not sent'}
          <span aria-hidden="true">·</span>
          <AudienceMark audience={audience} />
        </p>
        <div className={classes('mt-2 space-y-1.5', pending && 'opacity-60')}>
          {activity && <ActivityLine {...activity} />}
          {text && <LongText text={text} />}
        </div>
        {/* The height of the actions of the post that it becomes. */}
        {pending && <div aria-hidden="true" className="-mb-2 h-10 pointer-coarse:h-[48px]" />}
        {!pending && (
          <FailedDraft
            problem={problem}
            discard={{ label: 'Take back', onClick: () => discardPost(feed, draft) }}
            onRetry={() => retryPost(feed, draft)}
          />
        )}
      </div>
    </article>
  )
}
