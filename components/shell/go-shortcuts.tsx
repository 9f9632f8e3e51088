'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { keyOfPress } from '@/components/shortcuts/shortcuts'
import { usePageKeys } from '@/components/ui/keys'

/** Milliseconds within which the second key has to follow `g`. */
const PAUSE = 1_500

/** The keys `g n` lead to the notifications, from every page. */
export function GoShortcuts() {
  const router = useRouter()
  const until = useRef(0)

  const go = (event: KeyboardEvent) => {
    const key = keyOfPress(event)
    const goes = key === 'n' && event.timeStamp < until.current
    until.current = key === 'g' ? event.timeStamp + PAUSE : 0
    if (!goes) return
    // On some pages `n` alone is a shortcut, too: they ignore events whose default was prevented.
    event.preventDefault()
    router.push(NOTIFICATIONS)
  }
  usePageKeys(go, { capture: true })

  return null
}
