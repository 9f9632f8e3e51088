'use client'

import { useEffect } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { StreamStatusBanner } from './stream-status-banner'
import { useStreamStatus } from './use-live'

/** The page is drawn before the code of the stream is loaded. */
const loadFollowing = lazyRetry(() => import('./follow-live'))

/**
 * Opens the stream of this viewer. Render it once, after all components that receive frames: effects of earlier
 * components run first, so they listen before the first frame arrives.
 */
export function LiveStream({ viewerId }: { viewerId: string }) {
  const status = useStreamStatus()

  useEffect(() => {
    let stop: (() => void) | null = null
    let left = false
    void loadFollowing().then(({ followLive }) => {
      if (!left) stop = followLive(viewerId)
    })
    return () => {
      left = true
      stop?.()
    }
  }, [viewerId])

  return <StreamStatusBanner status={status} />
}
