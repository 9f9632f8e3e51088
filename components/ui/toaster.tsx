'use client'

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { lazyRetry } from './lazy-retry'
import { PlainToasts } from './plain-toasts'
import { type ToastMessage, toasts } from './toast'

const loadToasts = lazyRetry(() => import('./toasts'))
const Toasts = lazy(loadToasts)
/** Most messages follow from what somebody does, so the code is loaded with the first press. */
const PRESSES = ['pointerdown', 'keydown'] as const
/** Milliseconds after which it is loaded without one. */
const LATER = 10_000
const NONE: readonly ToastMessage[] = []

/** Shows the messages of `toast`: at once, and well when the code for that is there. It stays as long as the tab. */
export function Toaster() {
  const waiting = useSyncExternalStore(toasts.subscribe, toasts.get, () => NONE)
  const [wanted, setWanted] = useState(false)
  if (waiting.length > 0 && !wanted) setWanted(true)

  useEffect(() => {
    const load = () => void loadToasts()
    for (const press of PRESSES) addEventListener(press, load, { once: true })
    setTimeout(load, LATER)
  }, [])

  if (!wanted) return null
  return (
    <Suspense fallback={<PlainToasts waiting={waiting} />}>
      <Toasts waiting={waiting} />
    </Suspense>
  )
}
