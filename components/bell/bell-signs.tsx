'use client'

import { useState } from 'react'
import { badgeOf, newsOf } from '@/components/live/bell-state'
import { useBell } from '@/components/live/use-bell'
import { Announcer } from '@/components/ui/announcer'
import type { NotificationState } from '@/lib/shared/views'
import { useAppBadge } from './use-app-badge'
import { useTitleBadge } from './use-title-badge'

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
