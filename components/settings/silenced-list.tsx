'use client'

import { useMutation } from '@tanstack/react-query'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { usePerson } from '@/components/client/use-person'
import { useRemoveFromPages } from '@/components/list/use-pages'
import { PeopleList } from '@/components/people/people-list'
import { Button } from '@/components/ui/button'
import { fullName } from '@/components/ui/full-name'
import { toast } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Page, User } from '@/lib/shared/views'

const KINDS = {
  block: {
    path: '/api/me/blocks',
    label: 'People you block',
    undo: 'Unblock',
    done: 'is no longer blocked.',
    emptyTitle: 'You block nobody',
    emptyText: 'Whom you block sees nothing of you, and you see nothing of them.',
  },
  mute: {
    path: '/api/me/mutes',
    label: 'People you mute',
    undo: 'Unmute',
    done: 'is no longer muted.',
    emptyTitle: 'You mute nobody',
    emptyText: 'Posts of people you mute stay out of your feed. They are not told.',
  },
} as const

type Kind = keyof typeof KINDS

/** The people whom the viewer blocks or mutes, each with the button to undo it. */
export function SilencedList({ kind, initial }: { kind: Kind; initial: Page<User> }) {
  const { path, label, emptyTitle, emptyText } = KINDS[kind]
  return (
    <PeopleList
      label={label}
      path={path}
      initial={initial}
      emptyTitle={emptyTitle}
      emptyText={emptyText}
      actionFor={(user) => <UndoButton kind={kind} user={user} />}
    />
  )
}

function UndoButton({ kind, user: listed }: { kind: Kind; user: User }) {
  const user = usePerson(listed)
  const { path, undo, done } = KINDS[kind]
  const client = queryClient()
  const remove = useRemoveFromPages('people', path)
  const undoing = useMutation(
    {
      mutationFn: () => api.delete(`/api/users/${user.handle}/${kind}`),
      onError: (error) => toastFailure(error),
      onSuccess: () => {
        remove(user.id)
        client.removeQueries({ queryKey: ['relation', user.handle] })
        toast(`${fullName(user)} ${done}`)
      },
    },
    queryClient(),
  )
  return (
    <Button
      size="small"
      pending={undoing.isPending}
      aria-label={`${undo} ${user.name}`}
      onClick={() => undoing.mutate()}
    >
      {undo}
    </Button>
  )
}
