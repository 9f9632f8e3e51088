'use client'

import { Archive, ArchiveRestore, Mail, MailOpen } from 'lucide-react'
import { type KeyboardEvent, memo, useId } from 'react'
import type { RequestOutcome } from '@/components/people/request-outcome'
import { classes } from '@/components/ui/classes'
import { IconButton } from '@/components/ui/icon-button'
import { exceptComposing } from '@/components/ui/keys'
import { Link } from '@/components/ui/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { tidyText } from '@/lib/shared/text/tidy-text'
import type { NotificationGroup } from '@/lib/shared/views'
import { answerInRow } from './answer-in-row'
import type { BellList } from './bell-list'
import { archive, markRead, markUnread, moveBack } from './mark-rows'
import { RequestInRow } from './request-in-row'
import { RowFaces } from './row-faces'
import { RowNames } from './row-names'
import { wordsOf } from './row-words'
import { useShownGroup } from './use-shown-group'

type NotificationRowProps = {
  list: BellList
  group: NotificationGroup
  /** How its friend request was answered here. */
  outcome: RequestOutcome | undefined
  /** Its link was opened. */
  onFollow?: () => void
}

/** A row of the bell: who did what, to what, and when; and whether it is read. */
export const NotificationRow = memo(function NotificationRow(props: NotificationRowProps) {
  const { list, group: known, outcome, onFollow } = props
  const id = useId()
  const group = useShownGroup(known)
  const { actors, actorCount, read, archived, type, lastAt } = group
  const { text, link, icon, excerpt, gone } = wordsOf(group)
  const [asker] = actors
  const sentence = (
    <>
      <RowNames actors={actors} actorCount={actorCount} /> {text}
    </>
  )
  return (
    <article
      tabIndex={-1}
      aria-labelledby={`${id}-what`}
      data-notification={group.id}
      data-type={type}
      data-state={read ? 'read' : 'unread'}
      onKeyDown={exceptComposing((event: KeyboardEvent<HTMLElement>) => {
        if (event.key === 'Enter' && event.target === event.currentTarget)
          event.currentTarget.querySelector('a')?.click()
      })}
      className={classes(
        'relative flex scroll-mt-18 gap-3.5 py-3.5 ps-4 pe-2 -outline-offset-2 md:scroll-mt-4',
        !read && 'bg-accent-soft/60',
        link && 'hover:bg-sunken',
      )}
    >
      <RowFaces actors={actors} icon={icon} />
      <div className="min-w-0 flex-1">
        <p
          id={`${id}-what`}
          className={classes('pe-2 leading-snug wrap-anywhere', read ? 'text-ink-soft' : 'text-ink')}
        >
          {!read && <UnreadMark />}
          {link ? (
            <Link
              href={link}
              onClick={() => {
                markRead(list, group)
                onFollow?.()
              }}
              onAuxClick={({ button }) => button === 1 && markRead(list, group)}
              className="py-1 pointer-coarse:py-3 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {sentence}
            </Link>
          ) : (
            sentence
          )}
        </p>
        {gone ? (
          <p className="mt-0.5 text-[0.9375rem] text-ink-faint italic">This is no longer available</p>
        ) : (
          excerpt && (
            <p
              dir="auto"
              className="mt-0.5 line-clamp-2 pe-2 text-[0.9375rem] leading-snug wrap-anywhere text-ink-faint"
            >
              {tidyText(excerpt)}
            </p>
          )
        )}
        {type === 'friend_request' && asker && !archived && (
          <RequestInRow
            user={asker}
            outcome={outcome}
            onAnswer={(accept) => void answerInRow(list, { group, user: asker, accept })}
          />
        )}
        <p className="mt-0.5 text-sm text-ink-faint @max-lg:pe-24 @max-lg:pt-1.5 @max-lg:pb-1">
          {actors.map(({ id: actorId, handle }) => (
            <span key={actorId} dir="ltr" className="me-1.5 inline-block max-w-full truncate align-bottom">
              @{handle}
            </span>
          ))}
          <RelativeTime at={lastAt} />
        </p>
      </div>
      <RowButtons list={list} group={group} />
    </article>
  )
})

/** Beside the text where there is room, else below it. */
function RowButtons({ list, group }: Pick<NotificationRowProps, 'list' | 'group'>) {
  const look = 'size-9 [&_svg]:size-[1.125rem] hover:bg-line'
  return (
    <div className="flex shrink-0 self-center @max-lg:absolute @max-lg:end-1.5 @max-lg:bottom-1.5 @lg:relative">
      {group.archived ? (
        <IconButton
          label="Move back"
          icon={<ArchiveRestore />}
          className={look}
          onClick={() => moveBack(list, group)}
        />
      ) : (
        <>
          {group.read ? (
            <IconButton
              label="Mark as unread"
              icon={<Mail />}
              className={look}
              onClick={() => markUnread(list, group)}
            />
          ) : (
            <IconButton
              label="Mark as read"
              icon={<MailOpen />}
              className={look}
              onClick={() => markRead(list, group)}
            />
          )}
          <IconButton label="Archive" icon={<Archive />} className={look} onClick={() => archive(list, group)} />
        </>
      )}
    </div>
  )
}

function UnreadMark() {
  return (
    <>
      <span className="sr-only">Unread: </span>
      <span
        aria-hidden="true"
        className="marked me-1.5 inline-block size-2 -translate-y-px rounded-full bg-accent align-middle"
      />
    </>
  )
}
