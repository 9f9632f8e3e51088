'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Milliseconds. Screen readers hear only changes of what has been there for a moment. */
const PAUSE = 100
/** Milliseconds after which it is not needed any more. */
const LASTING = 3_000

/**
 * What screen readers say when another page has arrived; the first one they read by themselves. The announcer of Next.js is
 * hidden by app/globals.css: it reads the title, which may come later than its page or contain the number of notifications.
 */
export function PageAnnouncement() {
  const pathname = usePathname()
  const [said, setSaid] = useState({ pathname: pathOfDocument(), name: '' })

  useEffect(() => {
    const timers = [
      setTimeout(
        () => setSaid((last) => (last.pathname === pathname ? last : { pathname, name: nameOfPage() })),
        PAUSE,
      ),
      // The page may vanish because its name is not for this viewer any more.
      setTimeout(() => setSaid({ pathname, name: '' }), PAUSE + LASTING),
    ]
    return () => timers.forEach(clearTimeout)
  }, [pathname])

  return (
    <p aria-live="polite" className="sr-only">
      {/* Empty until then: two pages one after the other may have the same name. */}
      {said.pathname === pathname && said.name}
    </p>
  )
}

/** Of the page that the browser has loaded. Others may have come before this code. */
function pathOfDocument(): string {
  const [load] = performance.getEntriesByType('navigation')
  return load ? new URL(load.name).pathname : window.location.pathname
}

/** The heading, and which of several pages with this heading it is. A page that is an alert is announced as one. */
function nameOfPage(): string {
  const heading = document.querySelector('#main h1')
  if (heading?.closest('[role=alert]')) return ''
  const tab = document.querySelector('#main nav [aria-current=page]')
  return [heading, tab].flatMap((part) => part?.textContent ?? []).join(', ')
}
