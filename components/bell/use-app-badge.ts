'use client'

import { useEffect } from 'react'

/** Shows a number on the icon of the installed site, where the browser can. */
export function useAppBadge(count: number): void {
  useEffect(() => {
    const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
    // Not installed, or not allowed: then the number is only on the bell and in the title.
    done?.catch(() => undefined)
  }, [count])
}
