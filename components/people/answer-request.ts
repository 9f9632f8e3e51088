import { api } from '@/components/client/api'
import { fullName } from '@/components/ui/full-name'
import { toast } from '@/components/ui/toast'
import { isRefusal } from '@/components/ui/toast-failure'
import type { Relation, User } from '@/lib/shared/views'
import { OUTCOME_WORDS, type RequestOutcome } from './request-outcome'

type Answered = { outcome: RequestOutcome; relation: Relation }
type Answer = { user: Pick<User, 'handle' | 'name'>; accept: boolean }

/**
 * Accepts or declines a friend request, and says on the screen what came of it. Accepting never sends a request of one's
 * own: when they have withdrawn theirs, nothing changes. Idempotent. Throws an ApiProblem, which the caller shows.
 */
export async function answerRequest({ user, accept }: Answer): Promise<Answered> {
  try {
    const relation = await send(user, accept)
    const outcome = outcomeOf(relation, accept)
    toast(OUTCOME_WORDS[outcome].message(fullName(user)))
    void refresh(user)
    return { outcome, relation }
  } catch (error) {
    // They may have blocked the viewer meanwhile. Then lists that show them are old.
    if (isRefusal(error)) void refresh(user)
    throw error
  }
}

async function send({ handle }: Pick<User, 'handle'>, accept: boolean): Promise<Relation> {
  const path = `/api/users/${handle}/friendship`
  const { relation } = accept
    ? await api.put<{ relation: Relation }>(path, { accept: true })
    : await api.delete<{ relation: Relation }>(path)
  return relation
}

function outcomeOf({ friendship }: Relation, accept: boolean): RequestOutcome {
  if (friendship === 'friends') return 'accepted'
  if (friendship === 'asked') return 'asked-again'
  return accept ? 'withdrawn' : 'declined'
}

/**
 * Loaded when needed, so that pages with only the bell do not load TanStack Query. If that fails, lists stay old until they
 * are opened again.
 */
async function refresh(user: Pick<User, 'handle'>): Promise<void> {
  await import('./refresh-relations').then(({ refreshRelations }) => refreshRelations(user)).catch(() => undefined)
}
