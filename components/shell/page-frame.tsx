'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useOptimistic, useState } from 'react'
import { onPageChange } from '@/components/client/page-change'
import { untilUsed } from '@/components/client/until-used'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { AwaitedPage } from './awaited-page'

const load = lazyRetry(() => import('./awaited-page'))

/**
 * The page, and what shows that another one has been asked for: a thin bar at once, and soon the shape of that page in place of
 * this one. docs/decisions/021-skeletons-are-made-in-the-browser.md says why `loading.tsx` is not used for it.
 */
export function PageFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname()
  // The router changes the page in a transition: until that ends, this is the path that was asked for.
  const [asked, setAsked] = useOptimistic<string | null>(null)
  const [Awaited, setAwaited] = useState<typeof AwaitedPage | null>(null)

  useEffect(() => onPageChange((url) => setAsked(new URL(url, window.location.href).pathname)), [setAsked])
  useEffect(() => {
    void untilUsed()
      .then(load)
      .then((part) => setAwaited(() => part.AwaitedPage))
  }, [])

  return (
    <>
      {asked !== null && <div role="progressbar" aria-label="Loading the page" className="page-progress" />}
      <div className="contents has-[+[data-awaited]]:hidden">{children}</div>
      {Awaited && <Awaited asked={asked} pathname={pathname} />}
    </>
  )
}
