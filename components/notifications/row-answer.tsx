'use client'

import { Button } from '@/components/ui/button'
import type { Friendship, User } from '@/lib/shared/views'

const OUTCOMES: Record<Friendship, string> = {
  friends: 'You are friends now.',
  none: 'You declined. They are not told.',
  requested: 'They had taken it back. Now you have asked them.',
  asked: 'They ask again.',
}

type RowAnswerProps = {
  user: User
  /** How it was answered here. */
  outcome: Friendship | undefined
  onAnswer: (accept: boolean) => void
}

/** Answers a friend request in its row, and says afterwards how it was answered. */
export function RowAnswer({ user, outcome, onAnswer }: RowAnswerProps) {
  return (
    <div className="relative mt-2 flex flex-wrap gap-2">
      {outcome ? (
        <p className="text-[0.9375rem] text-ink-soft">{OUTCOMES[outcome]}</p>
      ) : (
        <>
          <Button size="small" look="primary" aria-label={`Accept ${user.name}`} onClick={() => onAnswer(true)}>
            Accept
          </Button>
          <Button size="small" aria-label={`Decline ${user.name}`} onClick={() => onAnswer(false)}>
            Decline
          </Button>
        </>
      )}
    </div>
  )
}
