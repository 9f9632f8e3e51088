'use client'

import { useSyncExternalStore } from 'react'
import { serverNow } from '@/components/client/server-clock'

/** Milliseconds. The time changes in steps, so that a page with many times is rendered rarely. */
const STEP = 5_000

let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick() {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    timer = setInterval(tick, STEP)
    // Timers of hidden tabs run late; the times should be right as soon as the tab is shown.
    document.addEventListener('visibilitychange', tick)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  }
}

const read = () => Math.floor(serverNow() / STEP) * STEP

/** The server's time in milliseconds, kept current by one timer for the whole page. Null until the page is hydrated. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, read, () => null)
}
