'use client'

import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { waitingPages } from '@/components/offline/keep-navigations'
import { PageSkeleton } from './page-skeleton'

/** Milliseconds. A page that comes sooner replaces the present one without a skeleton between them. */
const PATIENCE = 200

type AwaitedPageProps = { /** The path that was asked for; null for none. */ asked: string | null; pathname: string }

/**
 * The shape of a page that was asked for and has not come for a while. While it is there, the present page is hidden. Without the
 * network the present page stays, because nobody knows when the other one comes.
 */
export function AwaitedPage({ asked, pathname }: AwaitedPageProps) {
  const isCut = useSyncExternalStore(waitingPages.subscribe, waitingPages.get, () => 0) > 0
  const waiting = useWaiting(asked !== null && !isCut && sectionOf(asked) !== sectionOf(pathname))
  useScroll(waiting, pathname)
  if (!waiting || asked === null) return null
  return (
    <div data-awaited role="status" aria-label="Loading the page">
      <PageSkeleton pathname={asked} />
    </div>
  )
}

/** What a skeleton hides: the page, scrolled so far (pixels). Null while there is no skeleton. */
type Waiting = { scrollY: number } | null

function useWaiting(isAsked: boolean): Waiting {
  const [waiting, setWaiting] = useState<Waiting>(null)
  useEffect(() => {
    if (!isAsked) return
    const timer = setTimeout(() => setWaiting({ scrollY: window.scrollY }), PATIENCE)
    return () => {
      clearTimeout(timer)
      setWaiting(null)
    }
  }, [isAsked])
  return isAsked ? waiting : null
}

/** Shows the top of the skeleton. When the reader changes their mind, the page is where it was. */
function useScroll(waiting: Waiting, pathname: string): void {
  const left = useRef<{ pathname: string; scrollY: number } | null>(null)
  useLayoutEffect(() => {
    if (left.current?.pathname === pathname) window.scrollTo({ top: left.current.scrollY, behavior: 'instant' })
    left.current = waiting && { pathname, ...waiting }
    if (waiting) window.scrollTo({ top: 0, behavior: 'instant' })
  }, [waiting, pathname])
}

/** The pages of one person have their head and tabs in common, and so have the settings. These stay. */
function sectionOf(pathname: string): string {
  const [, first = '', second = ''] = pathname.split('/')
  if (first === 'people') return `${first}/${second}`
  return first === 'settings' ? first : pathname
}
