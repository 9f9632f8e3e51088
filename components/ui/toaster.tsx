'use client'

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { lazyRetry } from './lazy-retry'
import { type ToastMessage, toasts } from './toast'

const loadToasts = lazyRetry(() => import('./toasts'))
const Toasts = lazy(loadToasts)
/**
 * Milliseconds after which the code is loaded even without a message: without a network it could not be loaded, and a
 * message must be able to say that there is no network.
 */
const LATER = 2_000
const NONE: readonly ToastMessage[] = []

/** Shows the messages of `toast`. */
export function Toaster() {
  const waiting = useSyncExternalStore(toasts.subscribe, toasts.get, () => NONE)
  const [wanted, setWanted] = useState(false)
  if (waiting.length > 0 && !wanted) setWanted(true)

  useEffect(() => {
    const timer = setTimeout(() => void loadToasts(), LATER)
    return () => clearTimeout(timer)
  }, [])

  if (!wanted) return null
  return (
    <Suspense>
      <Toasts waiting={waiting} />
    </Suspense>
  )
}
