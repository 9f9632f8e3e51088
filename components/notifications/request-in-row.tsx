'use client'

import { OUTCOME_WORDS, type RequestOutcome } from '@/components/people/request-outcome'
import { Button } from '@/components/ui/button'
import type { User } from '@/lib/shared/views'

type RequestInRowProps = {
  user: User
  /** How it was answered here. */
  outcome: RequestOutcome | undefined
  onAnswer: (accept: boolean) => void
}

/** In the row of a friend request: the buttons to answer it, and afterwards what came of it. */
export function RequestInRow({ user, outcome, onAnswer }: RequestInRowProps) {
  return (
    <div className="relative mt-2 flex flex-wrap gap-2">
      {outcome ? (
        <p className="text-[0.9375rem] text-ink-soft">{OUTCOME_WORDS[outcome].inRow}</p>
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
