'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { OfflineNotice } from './offline-notice'

/** Milliseconds between two looks whether the site answers again. */
const LOOK = 5_000

/** Says that this page is the copy that the service worker has stored, until a newer one can be loaded. */
export function StoredCopy() {
  const router = useRouter()
  const [readAt, setReadAt] = useState(() => document.documentElement.dataset.storedAt)
  const [slow] = useState(() => document.documentElement.dataset.shownAs === 'slow')
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
    const timer = setInterval(lookNow, LOOK)
    window.addEventListener('online', lookNow)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', lookNow)
    }
  }, [readAt, back])

  if (!readAt) return null
  if (!back) {
    return (
      <OfflineNotice>
        {slow ? 'The connection is slow.' : 'No connection.'} This page is from {timeOf(readAt)}.
      </OfflineNotice>
    )
  }
  return (
    <OfflineNotice actions={[{ label: 'Show what is new', onPress: refresh }]}>
      {slow ? 'Carillon answers again.' : 'The connection is back.'} This page is from {timeOf(readAt)}.
    </OfflineNotice>
  )
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
