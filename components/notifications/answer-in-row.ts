import { answerRequest } from '@/components/people/answer-request'
import type { RequestOutcome } from '@/components/people/request-outcome'
import { toastFailure } from '@/components/ui/toast-failure'
import type { NotificationGroup, User } from '@/lib/shared/views'
import type { BellList } from './bell-list'

type Answer = { group: Pick<NotificationGroup, 'id' | 'seq'>; user: User; accept: boolean }

/**
 * Answers a friend request where it stands in the bell. The row says how at once, and goes when the server takes it away.
 */
export async function answerInRow(list: BellList, answer: Answer): Promise<void> {
  const { group, user, accept } = answer
  note(list, group, accept ? 'accepted' : 'declined')
  try {
    const { outcome } = await answerRequest({ user, accept })
    note(list, group, outcome)
  } catch (error) {
    note(list, group, null)
    toastFailure(error, () => void answerInRow(list, answer))
  }
}

function note(list: BellList, { id, seq }: Answer['group'], outcome: RequestOutcome | null): void {
  list.change((now) => {
    const outcomes = new Map(now.outcomes)
    if (outcome === null || outcome === 'asked-again') outcomes.delete(id)
    else outcomes.set(id, { seq, outcome })
    return { ...now, outcomes }
  })
}
