'use client'

import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect } from 'react'
import { askAs } from '@/components/client/api'
import { forgetStoredPages } from '@/components/client/forget-stored-pages'
import { receive } from '@/components/live/live'
import { whereSigningOut } from '@/components/live/signing-out'
import { useStreamStatus } from '@/components/live/use-live'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { openOutbox } from '@/components/unsent/outbox'

const SignedOut = lazy(lazyRetry(() => import('./signed-out')))

/**
 * Shows the page as long as the session lasts. When it has ended the viewer may no longer see what the page shows: then there
 * is only what they were writing, and the way back.
 */
export function SessionGate({ viewerId, children }: { viewerId: string; children: ReactNode }) {
  const ended = useStreamStatus() === 'ended'

  useLayoutEffect(() => {
    askAs({ viewerId, onSignedOut: () => receive({ event: 'ended' }) })
    return () => askAs(null)
  }, [viewerId])

  useEffect(() => openOutbox(viewerId), [viewerId])

  useEffect(() => {
    if (!ended || whereSigningOut() === 'here') return
    const forgotten = forgetStoredPages()
    if (whereSigningOut() === 'in another tab') void forgotten.finally(() => window.location.reload())
  }, [ended])

  const where = whereSigningOut()
  if (!ended || where === 'here') return children
  // The next person at this computer must not find what the one who has signed out was writing. Nothing of the page may ask
  // whether to leave it, because the answer can be no.
  if (where === 'in another tab') return null
  return (
    <Suspense fallback={<a href="/sign-in">You are signed out. Sign in</a>}>
      <SignedOut viewerId={viewerId} />
    </Suspense>
  )
}
