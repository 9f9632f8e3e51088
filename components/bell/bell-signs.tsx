'use client'

import { useEffect, useState } from 'react'
import { badgeOf, newsOf } from '@/components/live/bell-state'
import { useBell } from '@/components/live/use-bell'
import { Announcer } from '@/components/ui/announcer'
import type { NotificationState } from '@/lib/shared/views'

/**
 * Shows the number of the bell in the title of the page and on the icon of the installed site, and announces new ones. Used
 * once in a page.
 */
export function BellSigns({ initial }: { initial: NotificationState }) {
  const { unseen } = useBell(initial)
  useTitleBadge(badgeOf(unseen))
  useAppBadge(unseen)

  // The number that the page was opened with is not announced.
  const [last, setLast] = useState({ unseen, text: '' })
  if (unseen !== last.unseen) setLast({ unseen, text: unseen > last.unseen ? newsOf(unseen) : '' })
  return <Announcer text={last.text} />
}

/** Shows a number on the icon of the installed site, where the browser can. */
function useAppBadge(count: number): void {
  useEffect(() => {
    const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
    // Not installed, or not allowed: then the number is only on the bell and in the title.
    done?.catch(() => undefined)
  }, [count])
}

/**
 * Puts the number in front of the title. A page may set its title later, when its name is known, so the title is observed.
 */
function useTitleBadge(badge: string): void {
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
