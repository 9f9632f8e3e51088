'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { COMPOSER_PATH, focusComposer } from '@/components/composer/focus-composer'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { ShortcutsHelp } from '@/components/shortcuts/shortcuts-help'
import { useShortcuts } from '@/components/shortcuts/use-shortcuts'
import { usePageKeys } from '@/components/ui/keys'
import { profilePath } from '@/components/ui/person-link'
import type { User } from '@/lib/shared/views'
import { SkipLink } from './skip-link'

/** Milliseconds within which the second key has to follow `g`. */
const PAUSE = 1_500

/** What the keys of every page do, with the links for people who use keys. */
export function PageShortcuts() {
  const viewer = useViewer()
  const router = useRouter()
  const [helping, setHelping] = useState(false)
  const goUntil = useRef(0)

  const go = (key: string, { timeStamp }: KeyboardEvent): boolean => {
    const path = timeStamp < goUntil.current && destinationsOf(viewer)[key]
    goUntil.current = key === 'g' ? timeStamp + PAUSE : 0
    if (path) router.push(path)
    return Boolean(path)
  }
  const compose = () => {
    if (!focusComposer()) router.push(COMPOSER_PATH)
  }

  // First: on some pages the second key alone is a shortcut, too. Those ignore a press whose default was prevented.
  useShortcuts(go, { capture: true })

  useShortcuts((key) => {
    if (key === '?') setHelping(true)
    else if (viewer && /^[nc]$/.test(key)) compose()
    else return false
    return true
  })
  usePageKeys(leaveText)

  return (
    <nav aria-label="Keyboard">
      <SkipLink />
      <ShortcutsHelp open={helping} onOpen={() => setHelping(true)} onClose={() => setHelping(false)} />
    </nav>
  )
}

/** By the key that follows `g`. */
function destinationsOf(viewer: User | null): Record<string, string> {
  if (!viewer) return { h: '/' }
  return { h: '/', n: NOTIFICATIONS, f: '/friends', p: '/places', u: profilePath(viewer), s: '/settings' }
}

/** Escape leaves the field of a text, so that single keys are shortcuts again. What was written stays. */
function leaveText({ key, target, defaultPrevented }: KeyboardEvent): void {
  if (key !== 'Escape' || defaultPrevented || !(target instanceof HTMLTextAreaElement)) return
  if (!target.closest('dialog')) target.blur()
}
