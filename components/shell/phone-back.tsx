'use client'

import { usePathname } from 'next/navigation'
import { lazy, Suspense } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'

const BackLink = lazy(lazyRetry(() => import('./back-link')))

/** The arrow back, on every page but the feed, whose first load is limited and does not contain its code. */
export function PhoneBack() {
  const pathname = usePathname()
  if (pathname === '/') return null
  return (
    <Suspense>
      <BackLink pathname={pathname} />
    </Suspense>
  )
}
