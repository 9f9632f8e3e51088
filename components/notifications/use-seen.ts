'use client'

import { useEffect, useRef } from 'react'
import { useConnection } from '@/components/live/use-live'
import type { NotificationFilter } from '@/lib/shared/views'
import type { View } from './bell-list'
import type { HeldList } from './held-list'

/** These rows hold everything that is new. */
const HOLDS_ALL_NEW: readonly NotificationFilter[] = ['all', 'unread']

type Shown = { list: HeldList; filter: NotificationFilter; view: View | undefined; unseen: number }

/** Marks as seen what is on the screen: browsers draw no frame of a page that nobody looks at. */
export function useSeen({ list, filter, view, unseen }: Shown): void {
  const upTo = HOLDS_ALL_NEW.includes(filter) && unseen > 0 ? view?.headSeq : undefined
  const connection = useConnection()
  const tried = useRef('')

  useEffect(() => {
    // What could not be sent is sent once more when the connection is back, not for ever.
    const attempt = `${upTo} ${connection}`
    if (!upTo || tried.current === attempt) return
    const frame = requestAnimationFrame(() => {
      tried.current = attempt
      list.markSeen(upTo)
    })
    return () => cancelAnimationFrame(frame)
  }, [list, upTo, connection])
}
