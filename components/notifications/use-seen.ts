'use client'

import { useEffect, useRef } from 'react'
import { useStreamStatus } from '@/components/live/use-live'
import type { NotificationFilter } from '@/lib/shared/views'
import type { BellList } from './bell-list'
import type { FilterView } from './bell-list-state'

/** The filters whose rows contain everything that is new. */
const HOLDS_ALL_NEW: readonly NotificationFilter[] = ['all', 'unread']

type Shown = { list: BellList; filter: NotificationFilter; view: FilterView | undefined; unseen: number }

/** Marks as seen what is on the screen. It waits for an animation frame, because browsers draw none of a hidden page. */
export function useSeen({ list, filter, view, unseen }: Shown): void {
  const upTo = HOLDS_ALL_NEW.includes(filter) && unseen > 0 ? view?.headSeq : undefined
  const status = useStreamStatus()
  const tried = useRef('')

  useEffect(() => {
    // What could not be sent is sent once more when the stream is back, and not again and again.
    const attempt = `${upTo} ${status}`
    if (!upTo || tried.current === attempt) return
    const frame = requestAnimationFrame(() => {
      tried.current = attempt
      list.markSeen(upTo)
    })
    return () => cancelAnimationFrame(frame)
  }, [list, upTo, status])
}
