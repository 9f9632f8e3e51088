'use client'

import { lazy, Suspense } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { useNow } from '@/components/ui/use-now'

const OfflineNotices = lazy(lazyRetry(() => import('./offline-notices')))

/** Loads, when the page is shown, what keeps it working without the network: then its code could not be loaded. */
export function AfterLoad() {
  if (useNow() === null) return null
  return (
    <Suspense>
      <OfflineNotices />
    </Suspense>
  )
}
