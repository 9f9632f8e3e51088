import { api, messageOf, timeoutSignal } from '@/components/client/api'
import { toast, toastError } from '@/components/ui/toast'
import type { Friendship, NotificationGroup, Relation, User } from '@/lib/shared/views'
import type { HeldList } from './held-list'

const OUTCOMES: Record<Friendship, (name: string) => string> = {
  friends: (name) => `You and ${name} are friends now.`,
  none: (name) => `You declined ${name}'s request. They are not told.`,
  requested: (name) => `${name} had taken it back. Now you have asked them.`,
  asked: (name) => `${name} asks again.`,
}

type Answer = { group: Pick<NotificationGroup, 'id'>; user: User; accept: boolean }

/** Answers a friend request: in its row at once, until the server takes the row away. */
export async function answerRequest(list: HeldList, answer: Answer): Promise<void> {
  const { group, user, accept } = answer
  note(list, group.id, accept ? 'friends' : 'none')
  try {
    const address = `/api/users/${user.handle}/friendship`
    const signal = timeoutSignal()
    const { relation } = accept
      ? await api.put<{ relation: Relation }>(address, undefined, { signal })
      : await api.delete<{ relation: Relation }>(address, { signal })
    // They may have taken it back meanwhile: then accepting was asking.
    note(list, group.id, relation.friendship)
    // The row itself goes as soon as the server takes it back.
    toast(OUTCOMES[relation.friendship](user.name))
  } catch (error) {
    note(list, group.id, null)
    toastError(messageOf(error), { action: { label: 'Retry', onClick: () => void answerRequest(list, answer) } })
    return
  }
  // Lists of people may be held from an earlier visit; what holds them need not be loaded before. Left out, they are old for a while.
  await import('@/components/people/forget-people')
    .then(({ forgetPeople }) => forgetPeople(user))
    .catch(() => undefined)
}

function note(list: HeldList, groupId: string, friendship: Friendship | null): void {
  list.change((now) => {
    const answers = new Map(now.answers)
    if (friendship) answers.set(groupId, friendship)
    else answers.delete(groupId)
    return { ...now, answers }
  })
}
