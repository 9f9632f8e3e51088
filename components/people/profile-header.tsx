'use client'

import { VolumeX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { usePerson } from '@/components/client/use-person'
import { useViewer } from '@/components/client/viewer-context'
import { Avatar } from '@/components/ui/avatar'
import { ButtonLink } from '@/components/ui/button-link'
import { LongText } from '@/components/ui/long-text'
import { profilePath } from '@/components/ui/person-link'
import type { Relation, User } from '@/lib/shared/views'
import { BlockedActions } from './blocked-actions'
import { FollowButton } from './follow-button'
import { FriendButton } from './friend-button'
import { FriendRequest } from './friend-request'
import { RelationMenu } from './relation-menu'
import { useLiveRelations } from './use-live-relations'
import { useRelation } from './use-relation'

type ProfileHeaderProps = { user: User; relation: Relation }

/** The head of a profile: who it is, the relation between the viewer and them, and the buttons to change it. */
export function ProfileHeader({ user: rendered, relation: initial }: ProfileHeaderProps) {
  const viewer = useViewer()
  const user = usePerson(rendered)
  const { relation, change, hidden } = useRelation(user, initial)
  const router = useRouter()
  useLiveRelations()

  // The page of somebody whom the viewer may not see is the one of a wrong address.
  useEffect(() => {
    if (hidden) router.refresh()
  }, [hidden, router])

  if (viewer?.id === user.id) {
    return (
      <Head
        user={user}
        actions={
          <ButtonLink href="/settings" size="normal">
            Edit profile
          </ButtonLink>
        }
      />
    )
  }
  if (!viewer) {
    const invitation = `/sign-up?next=${encodeURIComponent(profilePath(user))}&why=follow`
    return (
      <Head
        user={user}
        actions={
          <ButtonLink look="primary" href={invitation}>
            Sign up to follow
          </ButtonLink>
        }
      />
    )
  }
  if (relation.blocking) return <Head user={user} actions={<BlockedActions user={user} change={change} />} />
  return (
    <Head
      user={user}
      mark={<Marks relation={relation} />}
      actions={
        <>
          <FollowButton relation={relation} change={change} />
          <FriendButton user={user} relation={relation} change={change} />
        </>
      }
      menu={<RelationMenu user={user} relation={relation} change={change} />}
    >
      {relation.friendship === 'asked' && <FriendRequest user={user} change={change} />}
    </Head>
  )
}

type HeadProps = { user: User; mark?: ReactNode; actions: ReactNode; menu?: ReactNode; children?: ReactNode }

/** On phones the actions are in a row below the name, on wider screens beside the avatar. */
function Head({ user, mark, actions, menu, children }: HeadProps) {
  return (
    <header className="px-4 pt-6 pb-5 sm:px-1">
      <div className="grid grid-cols-[auto_1fr_auto] items-end gap-x-2">
        <Avatar user={user} size="large" />
        <div className="col-span-3 row-start-2 mt-4 min-w-0">
          <h1 className="overflow-clip text-2xl font-semibold wrap-anywhere">
            <bdi>{user.name}</bdi>
          </h1>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint">
            <span dir="ltr" className="min-w-0 wrap-anywhere">
              @{user.handle}
            </span>
            {mark}
          </p>
          {user.bio && <LongText text={user.bio} className="mt-3 max-w-prose" />}
        </div>
        <div className="flex flex-wrap items-center gap-2 max-sm:col-span-3 max-sm:row-start-3 max-sm:mt-4 sm:col-start-2 sm:row-start-1 sm:justify-end">
          {actions}
        </div>
        <div className="col-start-3 row-start-1">{menu}</div>
      </div>
      {children}
    </header>
  )
}

function Marks({ relation }: { relation: Relation }) {
  const mark = 'inline-flex items-center gap-1 rounded-full bg-sunken px-2 py-0.5 text-sm text-ink-soft'
  return (
    <>
      {relation.followedBy && <span className={mark}>follows you</span>}
      {relation.muting && (
        <span className={mark}>
          <VolumeX aria-hidden="true" className="size-3.5" />
          muted
        </span>
      )}
    </>
  )
}
