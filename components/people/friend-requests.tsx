'use client'

import { useMutation } from '@tanstack/react-query'
import { queryClient } from '@/components/client/query-client'
import { useRemoveFromPages } from '@/components/list/use-pages'
import { Button } from '@/components/ui/button'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Page, User } from '@/lib/shared/views'
import { answerRequest } from './answer-request'
import { PeopleList } from './people-list'

const PATH = '/api/me/friend-requests'

/** Who has asked for the viewer's friendship, with the buttons to answer. */
export function FriendRequests({ initial }: { initial: Page<User> }) {
  return (
    <PeopleList
      label="Friend requests"
      path={PATH}
      initial={initial}
      emptyTitle="No requests are waiting"
      emptyText="When somebody asks to be your friend, you can answer here."
      actionFor={(user) => <AnswerButtons user={user} />}
    />
  )
}

function AnswerButtons({ user }: { user: User }) {
  const remove = useRemoveFromPages('people', PATH)
  const answer = useMutation(
    {
      mutationFn: (accept: boolean) => answerRequest({ user, accept }),
      onError: (error, accept) => toastFailure(error, () => answer.mutate(accept)),
      onSuccess: ({ outcome }) => outcome !== 'asked-again' && remove(user.id),
    },
    queryClient(),
  )
  return (
    <>
      <Button
        size="small"
        pending={answer.isPending}
        aria-label={`Decline ${user.name}`}
        onClick={() => answer.mutate(false)}
      >
        Decline
      </Button>
      <Button
        size="small"
        look="primary"
        pending={answer.isPending}
        aria-label={`Accept ${user.name}`}
        onClick={() => answer.mutate(true)}
      >
        Accept
      </Button>
    </>
  )
}
