'use client'

import { Button } from '@/components/ui/button'
import type { User } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

const FRIENDS = { friendship: 'friends', following: true, followedBy: true } as const

/** On the profile of somebody who has asked for the viewer's friendship: their request, with the buttons to answer. */
export function FriendRequest({ user, change }: { user: User; change: ChangeRelation }) {
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-3 rounded-control bg-accent-soft px-4 py-3">
      <p>
        <bdi className="font-semibold">{user.name}</bdi> would like to be your friend.
      </p>
      <div className="flex gap-2">
        <Button size="small" onClick={() => change.mutate({ accept: false, expected: { friendship: 'none' } })}>
          Decline
        </Button>
        <Button size="small" look="primary" onClick={() => change.mutate({ accept: true, expected: FRIENDS })}>
          Accept
        </Button>
      </div>
    </div>
  )
}
