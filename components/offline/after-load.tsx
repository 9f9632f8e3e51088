'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { untilUsed } from '@/components/client/until-used'
import { lazyRetry } from '@/components/ui/lazy-retry'

const OfflineNotices = lazy(lazyRetry(() => import('./offline-notices')))

/** Loads what keeps the page working without the network while there still is one: then its code could not be loaded. */
export function AfterLoad() {
  const [wanted, setWanted] = useState(false)

  useEffect(() => {
    // A stored copy of the page says so at once. Its code is stored with it.
    const soon = document.documentElement.dataset.storedAt ? Promise.resolve() : untilUsed()
    void soon.then(() => setWanted(true))
  }, [])

  return (
    wanted && (
      <Suspense>
        <OfflineNotices />
      </Suspense>
    )
  )
}
