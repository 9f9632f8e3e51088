'use client'

import { useEffect } from 'react'

/**
 * Puts the number in front of the page's title. Each page sets a title of its own, now or when its name is known, so
 * whatever stands there is watched.
 */
export function useTitleBadge(badge: string): void {
  useEffect(() => {
    if (!badge) return
    let own = ''
    let page = ''
    const put = () => {
      if (document.title === own || document.title === '') return
      page = document.title
      own = `(${badge}) ${page}`
      document.title = own
    }
    const watch = new MutationObserver(put)
    watch.observe(document.head, { subtree: true, childList: true, characterData: true })
    put()
    return () => {
      watch.disconnect()
      if (document.title === own) document.title = page
    }
  }, [badge])
}
