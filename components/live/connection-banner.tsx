'use client'

import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Connection } from './receive'

/** A stream that is back within this time was not worth a word: a deploy, a change of networks. Milliseconds. */
const GRACE = 1_500

/** Says quietly that nothing new arrives at the moment. It lies over the page, so nothing moves for it. */
export function ConnectionBanner({ connection }: { connection: Connection }) {
  const away = connection === 'lost' || connection === 'connecting'
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bottom-bar)+1rem)] z-30 flex justify-center px-4"
    >
      {/* A new period away is a new notice, with a grace of its own. */}
      {away && <Notice key={connection} grace={connection === 'lost' ? GRACE : 2 * GRACE} />}
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
