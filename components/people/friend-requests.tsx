'use client'

import { useState } from 'react'
import { usePerson } from '@/components/client/use-person'
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

function AnswerButtons({ user: listed }: { user: User }) {
  const user = usePerson(listed)
  const remove = useRemoveFromPages('people', PATH)
  const [pending, setPending] = useState(false)

  async function answer(accept: boolean) {
    setPending(true)
    try {
      const { outcome } = await answerRequest({ user, accept })
      if (outcome !== 'asked-again') remove(user.id)
    } catch (error) {
      toastFailure(error, () => void answer(accept))
    }
    setPending(false)
  }

  return (
    <>
      <Button size="small" pending={pending} aria-label={`Decline ${user.name}`} onClick={() => void answer(false)}>
        Decline
      </Button>
      <Button
        size="small"
        look="primary"
        pending={pending}
        aria-label={`Accept ${user.name}`}
        onClick={() => void answer(true)}
      >
        Accept
      </Button>
    </>
  )
}
