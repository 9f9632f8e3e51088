'use client'

import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { StreamStatus } from './live-state'

/** Nothing is said about a stream that is back within this time: after a deploy, or a change of networks. Milliseconds. */
const GRACE = 1_500

/** Says that nothing new arrives at the moment. It lies over the page, so nothing moves when it comes. */
export function StreamStatusBanner({ status }: { status: StreamStatus }) {
  const away = status === 'lost' || status === 'connecting'
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bottom-bar)+1rem)] z-30 flex justify-center px-4"
    >
      {/* Each interruption has a notice and a grace of its own. */}
      {away && <Notice key={status} grace={status === 'lost' ? GRACE : 2 * GRACE} />}
    </div>
  )
}

function Notice({ grace }: { grace: number }) {
  const [shown, setShown] = useState(false)

  useEffect(() => {
    const timer = setTimeout(() => setShown(true), grace)
    return () => clearTimeout(timer)
  }, [grace])

  if (!shown) return null
  return (
    <p className="flex items-center gap-2 rounded-full border border-line bg-surface px-4 py-2 text-sm text-ink-soft shadow-float">
      <CloudOff aria-hidden="true" className="size-4 shrink-0" />
      {navigator.onLine ? 'Reconnecting…' : 'You are offline. What you miss will be here when you are back.'}
    </p>
  )
}
