'use client'

import { Undo2 } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { positionsInWindow, type RowPosition } from './row-position'

type ReturnButtonProps = {
  position: RowPosition
  list: RefObject<HTMLElement | null>
  onPress: () => void
  /** The reader scrolled back to it without the button. */
  onSeen: () => void
}

/** Leads back to where the reader was before new posts were shown. */
export default function ReturnButton({ position, list, onPress, onSeen }: ReturnButtonProps) {
  const look = useEffectEvent(() => {
    if (positionsInWindow(list.current).some(({ key }) => key === position.key)) onSeen()
  })

  useEffect(() => {
    const listener = () => look()
    window.addEventListener('scroll', listener, { passive: true })
    return () => window.removeEventListener('scroll', listener)
  }, [])

  return (
    // Above the toasts.
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
