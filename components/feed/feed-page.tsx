'use client'

import {
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { openAt } from '@/components/live/live'
import type { FeedPage as Page, User } from '@/lib/shared/views'
import { Announcer } from './announcer'
import { arrive, forgetHistory } from './arrival'
import { BackToPlace } from './back-to-place'
import { EmptyFeed } from './empty-feed'
import { FeedEnd } from './feed-end'
import { FeedList } from './feed-list'
import { rowsOf } from './feed-rows'
import { NewPostsPill, wordsFor } from './new-posts-pill'
import type { Place } from './place-in-list'
import { COMPOSER_ID, PostComposer } from './post-composer'
import { joinLate } from './show-posts'
import { useFeedList } from './use-feed-list'
import { useHomePress } from './use-home-press'
import { useShortcuts } from './use-shortcuts'

const ShortcutsDialog = lazy(() => import('./shortcuts-dialog'))

/** The next older page is asked for when so few rows are left that are not drawn. */
const AHEAD = 4
/** Further down than this (pixels), going to the top takes a reader away from somewhere. */
const NEAR_TOP = 80

/** The feed of the viewer, live. `page` is the first page as the server read it. */
export function FeedPage({ viewer, page }: { viewer: User; page: Page }) {
  const [arrival] = useState(() => arrive(viewer.id, page))
  const { feed, back } = arrival
  const [first] = useState(feed.store.get)
  const state = useSyncExternalStore(feed.store.subscribe, feed.store.get, () => first)
  const rows = useMemo(() => rowsOf(state), [state])
  const feedList = useFeedList(arrival, rows)
  const [returnTo, setReturnTo] = useState<Place | null>(null)
  const [helping, setHelping] = useState(false)
  const { list, span, drawn, sightNow, placeNow, goToTop, goTo, focusRow } = feedList

  useEffect(() => {
    forgetHistory()
    // After Back the page is an old one, and the stream has gone on.
    if (!back) openAt(page.position)
    if (feed.visit.page !== page && !back) feed.merge(page)
    feed.visit.page = page
  }, [feed, page, back])

  useLayoutEffect(
    () => () => {
      feed.visit.leftAt = window.scrollY
    },
    [feed],
  )

  const { drafts, late, nextCursor, older, newest } = state
  useEffect(() => {
    if (span.to >= rows.length - AHEAD && nextCursor !== null && older === 'idle') void feed.loadOlder()
  }, [feed, span.to, rows.length, nextCursor, older])

  const joinOutOfSight = useEffectEvent(() => {
    const sight = sightNow()
    const shift = drafts.length
    feed.change((now) => joinLate(now, sight && { first: sight.first - shift, last: sight.last - shift }))
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are drawn when the reader has moved on
  useEffect(() => {
    if (late.length > 0) joinOutOfSight()
  }, [late, drawn])

  async function showNew() {
    const place = window.scrollY > NEAR_TOP ? placeNow() : null
    await feed.showNew()
    goToTop({ focus: true })
    setReturnTo(place)
  }

  function compose() {
    const composer = document.getElementById(COMPOSER_ID)
    composer?.focus({ preventScroll: true })
    composer?.scrollIntoView({ block: 'center', behavior: 'instant' })
  }

  /** One row on or back from the one with the focus; without one, to the first that is seen. */
  function step(by: 1 | -1) {
    const at = feedList.indexes.get(feedList.focused ?? '')
    const seen = feedList.indexes.get(placeNow()?.key ?? '') ?? 0
    focusRow(at === undefined ? seen : Math.max(0, Math.min(rows.length - 1, at + by)))
  }

  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    compose,
    showNew: () => void showNew(),
    help: () => setHelping(true),
  })
  useHomePress(() => void showNew())

  return (
    <>
      <h1 className="sr-only">Home</h1>
      <div className="pb-2 sm:pb-3">
        <button
          type="button"
          onClick={() => setHelping(true)}
          className="sr-only z-40 rounded-full bg-surface px-4 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:right-3"
        >
          Keyboard shortcuts
        </button>
        <PostComposer feed={feed} viewer={viewer} onSend={() => goToTop({ focus: false })} />
      </div>
      <div className="pointer-events-none sticky top-16 z-20 h-0 md:top-4">
        <NewPostsPill state={state} onPress={() => void showNew()} />
      </div>
      <Announcer text={wordsFor(state)} />
      <FeedList
        feed={feed}
        viewer={viewer}
        rows={rows}
        list={feedList}
        busy={older === 'loading' || newest === 'loading'}
        complete={nextCursor === null}
      />
      {rows.length === 0 && nextCursor === null ? (
        <EmptyFeed onCompose={compose} />
      ) : (
        <FeedEnd feed={feed} state={state} />
      )}
      {returnTo && (
        <BackToPlace
          place={returnTo}
          list={list}
          onPress={() => {
            goTo(returnTo)
            setReturnTo(null)
          }}
          onSeen={() => setReturnTo(null)}
        />
      )}
      {helping && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  )
}
