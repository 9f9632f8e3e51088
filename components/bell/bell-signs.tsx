'use client'

import { useState } from 'react'
import { badgeOf, newsOf } from '@/components/live/bell-state'
import { useBell } from '@/components/live/use-bell'
import { Announcer } from '@/components/ui/announcer'
import type { NotificationState } from '@/lib/shared/views'
import { useAppBadge } from './use-app-badge'
import { useTitleBadge } from './use-title-badge'

/** What the bell says beside its own badge: in the title, on the icon of the installed site, and aloud. Stands once. */
export function BellSigns({ initial }: { initial: NotificationState }) {
  const { unseen } = useBell(initial)
  useTitleBadge(badgeOf(unseen))
  useAppBadge(unseen)

  // What was there when the page was opened is no news.
  const [told, setTold] = useState({ unseen, text: '' })
  if (unseen !== told.unseen) setTold({ unseen, text: unseen > told.unseen ? newsOf(unseen) : '' })
  return <Announcer text={told.text} />
}
