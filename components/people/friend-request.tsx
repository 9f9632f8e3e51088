'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { User } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

const NONE = { friendship: 'none' } as const
const FRIENDS = { friendship: 'friends', following: true, followedBy: true } as const

/** On the profile of somebody who has asked for the viewer's friendship: their request, with the buttons to answer. */
export function FriendRequest({ user, change }: { user: User; change: ChangeRelation }) {
  // The screen is updated after a moment only: until then a second press does nothing.
  const [pending, setPending] = useState(false)

  function answer(accept: boolean) {
    setPending(true)
    const expected = accept ? FRIENDS : NONE
    change.mutate({ accept, expected }, { onSettled: () => setPending(false) })
  }

  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-3 rounded-control wrap-anywhere forced-colors:border bg-accent-soft px-4 py-3">
      <p>
        <bdi className="font-semibold">{user.name}</bdi> would like to be your friend.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" pending={pending} onClick={() => answer(false)}>
          Decline
        </Button>
        <Button size="small" look="primary" pending={pending} onClick={() => answer(true)}>
          Accept
        </Button>
      </div>
    </div>
  )
}
