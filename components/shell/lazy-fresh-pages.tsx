'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'

const FreshPages = lazy(lazyRetry(() => import('./fresh-pages')))

/** Loads `FreshPages` when the page is on the screen: until then the page is as the server has just read it. */
export function LazyFreshPages() {
  const [shown, setShown] = useState(false)
  useEffect(() => setShown(true), [])
  return (
    shown && (
      <Suspense>
        <FreshPages />
      </Suspense>
    )
  )
}
