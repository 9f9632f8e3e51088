'use client'

import type { Page, User } from '@/lib/shared/views'
import { AnswerRequest } from './answer-request'
import { PeopleList } from './people-list'

const PATH = '/api/me/friend-requests'

/** Who asked for my friendship. */
export function FriendRequests({ initial, friendsPath }: { initial: Page<User>; friendsPath: string }) {
  return (
    <PeopleList
      label="Friend requests"
      path={PATH}
      initial={initial}
      emptyTitle="No requests are waiting"
      emptyText="When somebody asks to be your friend, you can answer here."
      actionFor={(user) => <AnswerRequest user={user} path={PATH} friendsPath={friendsPath} />}
    />
  )
}
