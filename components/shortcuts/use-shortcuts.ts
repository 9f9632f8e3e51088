'use client'

import { usePageKeys } from '@/components/ui/keys'
import { type Action, actionOf } from './shortcuts'

/** Calls the action of a single key while the page is shown. */
export function useShortcuts(actions: Record<Action, () => void>): void {
  usePageKeys((event) => {
    const action = actionOf(event)
    if (!action) return
    event.preventDefault()
    actions[action]()
  })
}
