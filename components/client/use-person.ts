'use client'

import { useSyncExternalStore } from 'react'
import type { User } from '@/lib/shared/views'
import { type KnownPerson, people } from './people'

/** What has changed about a person since the page was opened; undefined for nothing. */
export function useChangeOf(id: string | undefined): KnownPerson | undefined {
  return useSyncExternalStore(
    people.subscribe,
    () => people.get().get(id ?? ''),
    () => undefined,
  )
}

/** A person as they are shown now. An example on the landing page has no id. */
export function usePerson<Shown extends Partial<User>>(shown: Shown): Shown {
  const now = useChangeOf(shown.id)?.user
  return now ? { ...shown, ...now } : shown
}
