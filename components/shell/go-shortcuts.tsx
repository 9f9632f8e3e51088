'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { keyOfPress } from '@/components/shortcuts/shortcuts'

/** Milliseconds within which the second key has to follow `g`. */
const PATIENCE = 1_500

/** `g n` leads to the notifications, from every page. */
export function GoShortcuts() {
  const router = useRouter()

  useEffect(() => {
    let until = 0
    const press = (event: KeyboardEvent) => {
      const key = keyOfPress(event)
      const goes = key === 'n' && event.timeStamp < until
      until = key === 'g' ? event.timeStamp + PATIENCE : 0
      if (!goes) return
      // Alone the second key means something else on some pages: they leave alone what was prevented.
      event.preventDefault()
      router.push(NOTIFICATIONS)
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [router])

  return null
}
