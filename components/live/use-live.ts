'use client'

import { useSyncExternalStore } from 'react'
import { live } from './live'
import { INITIAL, type StreamStatus } from './live-state'

export function useStreamStatus(): StreamStatus {
  return useSyncExternalStore(
    live.subscribe,
    () => live.get().status,
    () => INITIAL.status,
  )
}
