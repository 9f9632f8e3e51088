'use client'

import { useEffect } from 'react'

/**
 * Puts the number in front of the title. A page may set its title later, when its name is known, so the title is observed.
 */
export function useTitleBadge(badge: string): void {
  useEffect(() => {
    if (!badge) return
    let withBadge = ''
    let withoutBadge = ''
    const put = () => {
      if (document.title === withBadge || document.title === '') return
      withoutBadge = document.title
      withBadge = `(${badge}) ${withoutBadge}`
      document.title = withBadge
    }
    const observer = new MutationObserver(put)
    observer.observe(document.head, { subtree: true, childList: true, characterData: true })
    put()
    return () => {
      observer.disconnect()
      if (document.title === withBadge) document.title = withoutBadge
    }
  }, [badge])
}
