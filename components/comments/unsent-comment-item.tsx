'use client'

import { usePerson } from '@/components/client/use-person'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { LongText } from '@/components/ui/long-text'
import { Handle, NAME_PART } from '@/components/ui/person-name'
import type { UnsentComment } from '@/components/unsent/unsent'
import { SPOKEN_STATES, STATE_WORDS, UnsentNotice } from '@/components/unsent/unsent-notice'
import type { User } from '@/lib/shared/views'
import { commentDraft, returnToCommentDraft } from './comment-draft'
import { COMMENT_ROW } from './comment-item'

/** A comment of one's own that is being sent, or could not be sent. */
export function UnsentCommentItem({ unsent, viewer }: { unsent: UnsentComment; viewer: User }) {
  const { text, state } = unsent
  const { name, ...author } = usePerson(viewer)
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
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 leading-6 pointer-coarse:pb-2">
          <bdi className={`${NAME_PART} font-semibold`}>{name}</bdi>
          <Handle user={author} />
          <span className="shrink-0 text-sm text-ink-faint">{STATE_WORDS[state]}</span>
        </p>
        <LongText text={text} className={pending ? 'opacity-60' : ''} />
        {!pending && (
          <UnsentNotice
            unsent={unsent}
            newDraft={() => commentDraft(unsent.postId).keeper.newDraft(text, unsent.viewerId)}
            onTakenBack={(draft) => returnToCommentDraft(unsent.postId, draft)}
          />
        )}
      </div>
    </article>
  )
}
