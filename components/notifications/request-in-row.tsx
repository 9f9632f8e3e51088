'use client'

import type { RequestOutcome } from '@/components/people/answer-request'
import { Button } from '@/components/ui/button'
import type { User } from '@/lib/shared/views'

const SENTENCES: Record<RequestOutcome, string> = {
  accepted: 'You are friends now.',
  declined: 'You declined. They are not told.',
  withdrawn: 'They took the request back.',
  'asked-again': 'They ask again.',
}

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
        <p className="text-[0.9375rem] text-ink-soft">{SENTENCES[outcome]}</p>
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
