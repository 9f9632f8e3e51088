'use client'

import { PostText } from '@/components/posts/post-text'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { Handle } from '@/components/ui/person-name'
import type { UnsentComment } from '@/components/unsent/unsent'
import { SPOKEN_STATES, STATE_WORDS, UnsentNotice } from '@/components/unsent/unsent-notice'
import type { User } from '@/lib/shared/views'
import { returnToCommentDraft } from './comment-draft'
import { COMMENT_ROW } from './comment-item'

/** A comment of one's own that is being sent, or could not be sent. */
export function UnsentCommentItem({ unsent, viewer }: { unsent: UnsentComment; viewer: User }) {
  const { text, state } = unsent
  const pending = state === 'pending'
  return (
    <article
      aria-label={`Your comment, ${SPOKEN_STATES[state]}`}
      aria-busy={pending}
      data-state={state}
      className={COMMENT_ROW}
    >
      <Avatar user={viewer} size="small" className={classes('mt-0.5', pending && 'opacity-60')} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-x-2 leading-6">
          <bdi className="min-w-0 truncate font-semibold">{viewer.name}</bdi>
          <Handle user={viewer} />
          <span className="shrink-0 text-sm text-ink-faint">{STATE_WORDS[state]}</span>
        </p>
        <PostText text={text} className={pending ? 'opacity-60' : ''} />
        {!pending && <UnsentNotice unsent={unsent} onTakenBack={() => returnToCommentDraft(unsent)} />}
      </div>
    </article>
  )
}
