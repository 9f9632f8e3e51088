'use client'

import type { ComponentProps } from 'react'
import { usePerson } from '@/components/client/use-person'
import { asComposition, returnToComposition } from '@/components/composer/composition'
import { ActivityLine } from '@/components/posts/activity-line'
import { AudienceMark } from '@/components/posts/audience'
import { POST_CARD } from '@/components/posts/post-card-classes'
import { postPath } from '@/components/posts/post-path'
import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { LongText } from '@/components/ui/long-text'
import { Handle, NAME_PART } from '@/components/ui/person-name'
import type { Unsent } from '@/components/unsent/unsent'
import { SPOKEN_STATES, STATE_WORDS, UnsentNotice } from '@/components/unsent/unsent-notice'
import type { User } from '@/lib/shared/views'

type UnsentPostCardProps = { unsent: Unsent; viewer: User } & Omit<ComponentProps<'article'>, 'children'>

/** A post of one's own that is being sent or could not be sent, or a comment that was refused. */
export default function UnsentPostCard({ unsent, viewer, className, ...article }: UnsentPostCardProps) {
  const { text, state } = unsent
  const { name, ...author } = usePerson(viewer)
  const isPost = unsent.postId === undefined
  const pending = state === 'pending'
  return (
    <article
      aria-label={`Your ${isPost ? 'post' : 'comment'}, ${SPOKEN_STATES[state]}`}
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
          {STATE_WORDS[state]}
          <span aria-hidden="true">·</span>
          {isPost ? (
            <AudienceMark audience={unsent.audience} />
          ) : (
            <Link href={postPath({ id: unsent.postId })} className="underline underline-offset-2">
              Comment
            </Link>
          )}
        </p>
        <div className={classes('mt-2 space-y-1.5', pending && 'opacity-60')}>
          {isPost && unsent.activity && <ActivityLine {...unsent.activity} />}
          {text && <LongText text={text} />}
        </div>
        {/* The height of the actions of the post that it becomes. */}
        {pending && <div aria-hidden="true" className="-mb-2 h-10 pointer-coarse:h-[48px]" />}
        {!pending && (
          <UnsentNotice
            unsent={unsent}
            newDraft={() => draftOf(unsent)}
            onTakenBack={(draft) => void returnToComposition(unsent.viewerId, draft)}
          />
        )}
      </div>
    </article>
  )
}

/** The post that a comment was for may be gone. In the composer its text is for nobody else. */
function draftOf(unsent: Unsent) {
  const { text, viewerId } = unsent
  const written = unsent.postId === undefined ? unsent : { text, audience: 'only_me' as const, activity: null }
  return asComposition(viewerId, written)
}
