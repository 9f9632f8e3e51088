'use client'

import { useSyncExternalStore } from 'react'
import type { NotificationState } from '@/lib/shared/views'
import { newerState } from './bell-state'
import { live, unseenHere } from './live'

/** What the bell shows now. `initial` is what the server rendered. */
export function useBell(initial: NotificationState): NotificationState {
  const received = useSyncExternalStore(
    live.subscribe,
    () => live.get().bell,
    () => null,
  )
  const unseen = useSyncExternalStore(unseenHere.subscribe, unseenHere.get, () => null)
  const state = newerState(received, initial)
  return unseen === null ? state : { ...state, unseen }
}
