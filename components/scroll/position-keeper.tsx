'use client'

import { useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { type Arrival, currentEntry, takeArrival } from './arrival'
import type { PositionKeeper as Keeper } from './keep-position'
import { positionFor } from './stored-position'
import { untilReaderActs } from './until-reader-acts'

const load = lazyRetry(() => import('./keep-position'))

/** What a reader does before they can be anywhere else than at the top of the page they came to. */
const ACTS = ['scroll', 'pointerdown', 'keydown'] as const

/**
 * Takes readers back to where they were, on every page. Render it after the page: then the lists are there first. The code for
 * it is loaded when there is something to restore or to store.
 */
export function PositionKeeper() {
  const viewerId = useViewer()?.id ?? ''
  // A new object with every navigation of the router, also when only the part after the # changes.
  const navigation = useSearchParams()
  const shown = useRef(navigation)
  /** How the reader came to the page on the screen. */
  const came = useRef<Arrival | null>(null)
  const keeper = useRef<Keeper | null>(null)
  /** Another page has come before the keeper: loads it if there is something to restore there. */
  const look = useRef(() => {})
  const [shapes, setShapes] = useState<ReactNode>(null)

  useEffect(() => {
    const waiting = new AbortController()
    let reader = waiting
    let left = false
    const { signal } = waiting
    async function start() {
      const entry = currentEntry()
      const { keepPosition } = await load()
      // The reader has pressed Back meanwhile: the page that it leads to will look.
      if (left || keeper.current || currentEntry() !== entry) return
      waiting.abort()
      keeper.current = keepPosition(viewerId, setShapes)
      keeper.current.arrived(came.current ?? 'link', reader.signal)
    }
    look.current = () => {
      reader = untilReaderActs()
      if (!positionFor(viewerId, came.current ?? 'link')) return
      // Else the browser would go on scrolling to a number of pixels while the page grows.
      window.history.scrollRestoration = 'manual'
      void start()
    }
    came.current ??= takeArrival()
    for (const act of ACTS) window.addEventListener(act, start, { capture: true, passive: true, signal })
    look.current()
    return () => {
      left = true
      waiting.abort()
      reader.abort()
      keeper.current?.stop()
      keeper.current = null
    }
  }, [viewerId])

  useLayoutEffect(() => {
    if (shown.current === navigation) return
    shown.current = navigation
    came.current = takeArrival()
    if (keeper.current) keeper.current.arrived(came.current)
    else look.current()
  }, [navigation])

  return shapes
}
