'use client'

import { useEffect } from 'react'
import { ConnectionBanner } from './connection-banner'
import { startLive } from './live'
import { endsHere } from './signing-out'
import { useConnection } from './use-live'

/** Keeps the pages of this viewer live. Stands once, after everything that shows something live. */
export function LiveStream({ viewerId }: { viewerId: string }) {
  const connection = useConnection()

  useEffect(() => startLive(viewerId), [viewerId])

  useEffect(() => {
    // Signed out somewhere else: what this page shows is no longer theirs to see.
    if (connection === 'ended' && !endsHere()) window.location.reload()
  }, [connection])

  return <ConnectionBanner connection={connection} />
}
