'use client'

import { BellOff, BellRing, Check } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import type { Relation } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

type FollowButtonProps = { relation: Relation; change: ChangeRelation }

/** Follows and unfollows. While following, the switch beside it decides whether new posts notify the viewer. */
export function FollowButton({ relation: { following, notify }, change }: FollowButtonProps) {
  const follow = (body: { notify: boolean }) =>
    change.mutate({ what: 'follow', method: 'put', body, expected: { following: true, notify: body.notify } })
  const unfollow = () =>
    change.mutate({ what: 'follow', method: 'delete', expected: { following: false, notify: false } })

  if (!following) {
    return (
      <Button look="primary" onClick={() => follow({ notify: false })}>
        Follow
      </Button>
    )
  }
  return (
    <>
      <Button aria-pressed onClick={unfollow}>
        <Check aria-hidden="true" className="size-4" />
        Following
      </Button>
      <IconButton
        label={notify ? 'Stop ringing for new posts' : 'Ring for new posts'}
        icon={notify ? <BellRing className="text-accent" /> : <BellOff />}
        onClick={() => follow({ notify: !notify })}
      />
    </>
  )
}
