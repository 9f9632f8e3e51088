'use client'

import { Check, Clock, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Menu } from '@/components/ui/menu'
import type { Relation, User } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

type FriendButtonProps = { user: User; relation: Relation; change: ChangeRelation }

const MENU_BUTTON =
  'inline-flex min-h-10 items-center gap-2 rounded-full border border-line-strong bg-surface px-4 text-[0.9375rem] font-medium text-ink hover:bg-sunken [&_svg]:size-4'

/** Asks for friendship, and takes back what was asked or agreed. What they asked of me is answered in FriendRequest. */
export function FriendButton({ user, relation, change }: FriendButtonProps) {
  const [ending, setEnding] = useState(false)
  const withdraw = () => change.mutate({ what: 'friendship', method: 'delete', expected: { friendship: 'none' } })

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
        items={[{ label: 'Withdraw request', icon: <UserMinus />, onSelect: withdraw }]}
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
        items={[{ label: 'End friendship…', icon: <UserMinus />, danger: true, onSelect: () => setEnding(true) }]}
      />
      <ConfirmDialog
        open={ending}
        onClose={() => setEnding(false)}
        title={`End your friendship with ${user.name}?`}
        confirm="End friendship"
        danger
        onConfirm={() => {
          setEnding(false)
          withdraw()
        }}
      >
        Neither of you will see what the other shares with friends. You go on following each other. {user.name} is not
        told.
      </ConfirmDialog>
    </>
  )
}
