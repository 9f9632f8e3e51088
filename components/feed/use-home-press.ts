'use client'

import { useEffect, useEffectEvent } from 'react'

/** Pressing a link to the feed while one is there asks for what is new; the page itself need not be loaded again. */
export function useHomePress(onPress: () => void): void {
  const press = useEffectEvent((event: MouseEvent) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event
    if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return
    if (target.closest('a')?.getAttribute('href') !== '/') return
    // Before the router hears of it: it leaves alone what was prevented.
    event.preventDefault()
    onPress()
  })

  useEffect(() => {
    const listener = (event: MouseEvent) => press(event)
    document.addEventListener('click', listener, { capture: true })
    return () => document.removeEventListener('click', listener, { capture: true })
  }, [])
}
