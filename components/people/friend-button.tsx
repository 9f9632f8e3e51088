'use client'

import { Check, Clock, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { fullName } from '@/components/ui/full-name'
import { Menu } from '@/components/ui/menu'
import type { Relation, User } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

type FriendButtonProps = { user: User; relation: Relation; change: ChangeRelation }

const MENU_BUTTON =
  'inline-flex min-h-10 items-center gap-2 rounded-full border border-line-strong bg-surface px-4 text-[0.9375rem] font-medium text-ink hover:bg-sunken [&_svg]:size-4'

/** Sends a friend request, withdraws it, or ends the friendship. FriendRequest has the buttons to answer theirs. */
export function FriendButton({ user, relation, change }: FriendButtonProps) {
  const [asking, setAsking] = useState(false)
  const end = () => change.mutate({ what: 'friendship', method: 'delete', expected: { friendship: 'none' } })

  if (relation.friendship === 'none') {
    return (
      <Button
        onClick={() => change.mutate({ what: 'friendship', method: 'put', expected: { friendship: 'requested' } })}
      >
        <UserPlus aria-hidden="true" className="size-4" />
        Add friend
      </Button>
    )
  }
  if (relation.friendship === 'requested') {
    return (
      <Menu
        className={MENU_BUTTON}
        button={
          <>
            <Clock aria-hidden="true" />
            Request sent
          </>
        }
        items={[{ label: 'Withdraw request', icon: <UserMinus />, onSelect: end }]}
      />
    )
  }
  if (relation.friendship === 'asked') return null
  return (
    <>
      <Menu
        className={MENU_BUTTON}
        button={
          <>
            <Check aria-hidden="true" />
            Friends
          </>
        }
        items={[{ label: 'End friendship…', icon: <UserMinus />, danger: true, onSelect: () => setAsking(true) }]}
      />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`End your friendship with ${fullName(user)}?`}
        confirm="End friendship"
        danger
        onConfirm={() => {
          setAsking(false)
          end()
        }}
      >
        Neither of you will see what the other shares with friends. You go on following each other. They are not told.
      </ConfirmDialog>
    </>
  )
}
