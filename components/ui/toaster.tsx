'use client'

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { untilPressed } from '@/components/client/until-used'
import { lazyRetry } from './lazy-retry'
import { PlainToasts } from './plain-toasts'
import { type ToastMessage, toasts } from './toast'

const loadToasts = lazyRetry(() => import('./toasts'))
const Toasts = lazy(loadToasts)
const NONE: readonly ToastMessage[] = []

/** Shows the messages of `toast`: at once, and well when the code for that is there. It stays as long as the tab. */
export function Toaster() {
  const waiting = useSyncExternalStore(toasts.subscribe, toasts.get, () => NONE)
  const [wanted, setWanted] = useState(false)
  if (waiting.length > 0 && !wanted) setWanted(true)

  // Most messages follow from what somebody does.
  useEffect(() => void untilPressed().then(loadToasts), [])

  if (!wanted) return null
  return (
    <Suspense fallback={<PlainToasts waiting={waiting} />}>
      <Toasts waiting={waiting} />
    </Suspense>
  )
}
