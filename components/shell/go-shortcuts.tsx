'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { keyOfPress } from '@/components/shortcuts/shortcuts'

/** Milliseconds within which the second key has to follow `g`. */
const PAUSE = 1_500

/** The keys `g n` lead to the notifications, from every page. */
export function GoShortcuts() {
  const router = useRouter()

  useEffect(() => {
    let until = 0
    const press = (event: KeyboardEvent) => {
      const key = keyOfPress(event)
      const goes = key === 'n' && event.timeStamp < until
      until = key === 'g' ? event.timeStamp + PAUSE : 0
      if (!goes) return
      // On some pages `n` alone is a shortcut, too: they ignore events whose default was prevented.
      event.preventDefault()
      router.push(NOTIFICATIONS)
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [router])

  return null
}
