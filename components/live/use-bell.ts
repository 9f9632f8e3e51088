'use client'

import { useSyncExternalStore } from 'react'
import { createStore } from '@/components/client/store'
import type { NotificationState } from '@/lib/shared/views'
import { newerState } from './bell-state'
import { live } from './live'

/** How many groups are still unseen by what this tab has shown, until the server has confirmed it; null: ask the state. */
export const unseenHere = createStore<number | null>(null)

/** What the bell shows now. `initial` is what the server rendered. */
export function useBell(initial: NotificationState): NotificationState {
  const told = useSyncExternalStore(
    live.subscribe,
    () => live.get().bell,
    () => null,
  )
  const here = useSyncExternalStore(unseenHere.subscribe, unseenHere.get, () => null)
  const state = newerState(told, initial)
  return here === null ? state : { ...state, unseen: here }
}
