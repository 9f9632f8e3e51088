'use client'

import { useEffect, useEffectEvent } from 'react'

/**
 * On the page of the feed, a press of a link to this page (Home) shows the new posts instead of loading the page again.
 */
export function useHomeLink(onPress: () => void): void {
  const press = useEffectEvent((event: MouseEvent) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event
    if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return
    if (target.closest('a')?.getAttribute('href') !== '/') return
    // The listener runs before the router's, which ignores a prevented click.
    event.preventDefault()
    onPress()
  })

  useEffect(() => {
    const listener = (event: MouseEvent) => press(event)
    document.addEventListener('click', listener, { capture: true })
    return () => document.removeEventListener('click', listener, { capture: true })
  }, [])
}
