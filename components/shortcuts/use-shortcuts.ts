'use client'

import { useEffect, useEffectEvent } from 'react'
import { type Action, actionOf } from './shortcuts'

/** Does what single keys ask for, while the page is shown. */
export function useShortcuts(actions: Record<Action, () => void>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event)
    if (!action) return
    event.preventDefault()
    actions[action]()
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
