'use client'

import { usePerson } from '@/components/client/use-person'
import { FailedDraft } from '@/components/list/failed-draft'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { LongText } from '@/components/ui/long-text'
import { Handle, NAME_PART } from '@/components/ui/person-name'
import type { User } from '@/lib/shared/views'
import { COMMENT_ROW } from './comment-item'
import type { Conversation } from './conversation'
import type { CommentDraft } from './conversation-state'
import { discardComment, retryComment } from './send-comment'

type CommentDraftItemProps = { draft: CommentDraft; conversation: Conversation; viewer: User }

/** A comment of one's own that is being sent, or could not be sent. */
export function CommentDraftItem({ draft, conversation, viewer }: CommentDraftItemProps) {
  const { text, state, problem } = draft
  const { name, ...author } = usePerson(viewer)
  const pending = state === 'pending'
  return (
    <article
      aria-label={pending ? 'Your comment, being sent' : 'Your comment, not sent'}
      aria-busy={pending}
      data-state={state}
      className={COMMENT_ROW}
    >
      <Avatar user={viewer} size="small" className={classes('mt-0.5', pending && 'opacity-60')} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 leading-6 pointer-coarse:pb-2">
          <bdi className={`${NAME_PART} font-semibold`}>{name}</bdi>
          <Handle user={author} />
          <span className="shrink-0 text-sm text-ink-faint">{pending ? 'Sending…' : 'Not sent'}</span>
        </p>
        <LongText text={text} className={pending ? 'opacity-60' : ''} />
        {!pending && (
          <FailedDraft
            problem={problem}
            discard={{ label: 'Discard', onClick: () => discardComment(conversation, draft) }}
            onRetry={() => retryComment(conversation, draft)}
          />
        )}
      </div>
    </article>
  )
}
