'use client'

import { Undo2 } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { type Place, placesInSight } from './row-position'

type BackToPlaceProps = {
  place: Place
  list: RefObject<HTMLElement | null>
  onPress: () => void
  /** The reader came back by scrolling. */
  onSeen: () => void
}

/** After the new posts were shown: the way back to where one was reading. */
export default function BackToPlace({ place, list, onPress, onSeen }: BackToPlaceProps) {
  const look = useEffectEvent(() => {
    if (placesInSight(list.current).some(({ key }) => key === place.key)) onSeen()
  })

  useEffect(() => {
    const listener = () => look()
    window.addEventListener('scroll', listener, { passive: true })
    return () => window.removeEventListener('scroll', listener)
  }, [])

  return (
    // Above the place of toasts.
    <div className="pointer-events-none sticky bottom-[calc(var(--bottom-bar)+5.5rem)] z-20 h-0">
      <button
        type="button"
        onClick={onPress}
        className="pointer-events-auto absolute bottom-0 left-1/2 flex min-h-10 -translate-x-1/2 items-center whitespace-nowrap gap-2 rounded-full border border-line-strong bg-surface px-4 font-medium shadow-float hover:bg-sunken"
      >
        <Undo2 aria-hidden="true" className="size-4" />
        Back to where you were
      </button>
    </div>
  )
}
