'use client'

import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import { type ToastMessage, toasts } from './toast'

const Toasts = lazy(() => import('./toasts'))
const NONE: readonly ToastMessage[] = []

/** Where short messages appear. Send them with `toast`. */
export function Toaster() {
  const waiting = useSyncExternalStore(toasts.subscribe, toasts.get, () => NONE)
  const [wanted, setWanted] = useState(false)
  if (waiting.length > 0 && !wanted) setWanted(true)
  if (!wanted) return null
  return (
    <Suspense>
      <Toasts waiting={waiting} />
    </Suspense>
  )
}
