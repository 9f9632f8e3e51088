'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'

/** How the loading of a page goes. */
export type Loading = 'idle' | 'loading' | 'failed'

type LoadMoreProps = { onLoad: () => void; pending: boolean }

/** How far below the window the end of the list may be when the next page is loaded. */
const AHEAD = '600px'

/** The end of a list that has more pages: loads the next one when the reader comes near it, or presses the button. */
export function LoadMore({ onLoad, pending }: LoadMoreProps) {
  const end = useRef<HTMLDivElement>(null)
  const load = useRef(onLoad)
  useEffect(() => {
    load.current = onLoad
  })

  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load.current(), {
      rootMargin: AHEAD,
    })
    if (end.current) observer.observe(end.current)
    return () => observer.disconnect()
  }, [])

  return (
    <div ref={end} className="flex justify-center p-5">
      <Button look="quiet" pending={pending} onClick={onLoad}>
        Show more
      </Button>
    </div>
  )
}
