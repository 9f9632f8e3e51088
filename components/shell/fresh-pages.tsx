'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { watchAnswers } from '@/components/client/api'
import { type KnownPerson, people } from '@/components/client/people'
import { showReturnedPeople } from '@/components/client/show-returned-people'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { recheckWithin, resetWithin } from '@/components/live/live-state'
import { randomBetween } from '@/components/live/waiting'
import { NOTHING_HERE } from '@/components/ui/nothing-here'
import { forgetVanished } from './forget-vanished'

/** Milliseconds within which all browsers that show nothing look whether somebody who came back was what they looked for. */
const BACK = 5_000
/** Milliseconds by which a page waits for its lists, when only they may have to change. */
const PARTS_FIRST = 700
/** Milliseconds in which a page arrives that was asked for before a change. */
const NAVIGATION = 3_000
/** Milliseconds after a break in which everything that a page shows has been read again, people too. */
const REREAD = 25_000

/**
 * Renders the page again when its viewer may see others than before, and drops the pages that the router keeps for Back. After
 * a break, when changes may have been missed, what a page shows is read by its parts; the kept pages are dropped with the next
 * navigation.
 */
export default function FreshPages() {
  const router = useRouter()
  const pathname = usePathname()
  /** Until when a page that is opened may be older than the last change. */
  const outdated = useRef(0)

  useEffect(() => {
    const stop = onFrame((frame, before) => {
      // Forbidden by the browser's settings: then nothing is stored either.
      forgetVanished(frame).catch(() => undefined)
      if (recheckWithin(frame, before) !== null) forgetPeopleLater()
      if (isForThisViewer(frame)) {
        outdated.current = Date.now() + NAVIGATION
        if (showsNothing()) void reloadIfThere()
        else if (isOfOnePerson(window.location.pathname)) router.refresh()
        else setTimeout(() => router.refresh(), PARTS_FIRST)
      } else if (recheckWithin(frame, before) !== null) outdated.current = Number.POSITIVE_INFINITY
      if (frame.event === 'person' && 'user' in frame && showsNothing()) {
        setTimeout(() => void reloadIfThere(), randomBetween(0, BACK))
      }
    })
    watchAnswers(showReturnedPeople)
    return () => {
      stop()
      watchAnswers(null)
      // Somebody else may sign in here.
      people.set(new Map())
    }
  }, [router])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, which may have been kept
  useEffect(() => {
    if (Date.now() > outdated.current) return
    outdated.current = 0
    router.refresh()
    void readLists()
  }, [pathname, router])

  return null
}

/** A reset of one reader comes at once: a relation has changed. One of all readers is spread, and nothing has changed. */
function isForThisViewer(frame: Frame): boolean {
  return resetWithin(frame) === 0
}

/** These pages may vanish as a whole. What others show is in lists, which read themselves again. */
const isOfOnePerson = (path: string) => /^\/(people|posts)\//.test(path)

/** The lists of a kept page begin as they were rendered. Most pages without lists do not have this code. */
async function readLists(): Promise<void> {
  const loading = import('@/components/list/keep-lists-fresh')
  // If it cannot be loaded, lists are as old as the page until they are opened again.
  await loading.then(({ readListsAgain }) => readListsAgain()).catch(() => undefined)
}

const showsNothing = () => document.querySelector(`[${NOTHING_HERE}]`) !== null

/** The router keeps showing that there is nothing until another address is opened, so the page is loaded as a whole. */
async function reloadIfThere(): Promise<void> {
  const answer = await fetch(window.location.href, { method: 'HEAD' }).catch(() => null)
  if (answer?.ok) window.location.reload()
}

/**
 * A name that was known before a break may be older than what has been read since. Somebody who is hidden stays hidden until a
 * frame or an answer says otherwise: what was not read again must not appear.
 */
function forgetPeopleLater(): void {
  const old = people.get()
  if (old.size === 0) return
  const isKept = ([id, one]: [string, KnownPerson]) => !one.user || old.get(id) !== one
  setTimeout(() => people.change((known) => new Map([...known].filter(isKept))), REREAD)
}
