'use client'

import { useEffect } from 'react'
import { followLive } from './follow-live'
import { StreamStatusBanner } from './stream-status-banner'
import { useStreamStatus } from './use-live'

/**
 * Opens the stream of this viewer. Render it once, after all components that receive frames: effects of earlier
 * components run first, so they listen before the first frame arrives.
 */
export function LiveStream({ viewerId }: { viewerId: string }) {
  const status = useStreamStatus()

  useEffect(() => followLive(viewerId), [viewerId])

  return <StreamStatusBanner status={status} />
}
