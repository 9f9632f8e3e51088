'use client'

import { useEffect, useEffectEvent } from 'react'
import { type Action, actionOf } from './shortcuts'

/** Calls the action of a single key while the page is shown. */
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
