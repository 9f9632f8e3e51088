'use client'

import { useSyncExternalStore } from 'react'
import type { User } from '@/lib/shared/views'
import { people } from './people'

/** These people as they are shown now, without those of whom nothing is shown any more. */
export function usePeople(shown: readonly User[]): User[] {
  const changes = useSyncExternalStore(people.subscribe, people.get, () => null)
  return shown.flatMap((user) => {
    const change = changes?.get(user.id)
    return change ? (change.user ?? []) : user
  })
}
