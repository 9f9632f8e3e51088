'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { OfflineNotice } from './offline-notice'

/** Milliseconds between two looks whether the site answers again. */
const LOOK = 5_000
/** The same after too many page loads: they count for a minute. */
const LOOK_WHEN_BUSY = 60_000

/** What to say while the site is away, and when it is back, by the cause that the service worker names. */
const WORDS = {
  away: ['No connection.', 'The connection is back.'],
  slow: ['The connection is slow.', 'Carillon answers again.'],
  busy: ['Many pages were loaded in a short time.', 'Pages can be loaded again.'],
} as const

/** Says that this page is the copy that the service worker has stored, until a newer one can be loaded. */
export function StoredCopy() {
  const router = useRouter()
  const [readAt, setReadAt] = useState(() => document.documentElement.dataset.storedAt)
  const [cause] = useState(causeOfCopy)
  const [back, setBack] = useState(false)

  function refresh() {
    delete document.documentElement.dataset.storedAt
    delete document.documentElement.dataset.shownAs
    setReadAt(undefined)
    router.refresh()
  }

  const look = useEffectEvent(async () => {
    const answer = await fetch('/api/healthz', { cache: 'no-store' }).catch(() => null)
    if (!answer?.ok) return
    if (isWriting()) setBack(true)
    else refresh()
  })

  useEffect(() => {
    if (!readAt || back) return
    const lookNow = () => void look()
    const timer = setInterval(lookNow, cause === 'busy' ? LOOK_WHEN_BUSY : LOOK)
    window.addEventListener('online', lookNow)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', lookNow)
    }
  }, [readAt, back, cause])

  if (!readAt) return null
  const [gone, isBack] = WORDS[cause]
  if (!back) {
    return (
      <OfflineNotice>
        {gone} This page is from {timeOf(readAt)}.
      </OfflineNotice>
    )
  }
  return (
    <OfflineNotice actions={[{ label: 'Show what is new', onPress: refresh }]}>
      {isBack} This page is from {timeOf(readAt)}.
    </OfflineNotice>
  )
}

function causeOfCopy(): keyof typeof WORDS {
  const { shownAs } = document.documentElement.dataset
  return shownAs === 'slow' || shownAs === 'busy' ? shownAs : 'away'
}

/** A page of another version is loaded as a whole, which must not happen under somebody's fingers. */
function isWriting(): boolean {
  const field = document.activeElement
  return (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== ''
}

function timeOf(readAt: string): string {
  const at = new Date(readAt)
  const isToday = at.toDateString() === new Date().toDateString()
  return at.toLocaleString(undefined, {
    ...(isToday ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: 'numeric',
    minute: '2-digit',
  })
}
