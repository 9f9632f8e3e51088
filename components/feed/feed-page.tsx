'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { COMPOSER_ID, PostComposer } from '@/components/composer/post-composer'
import type { HeldPost } from '@/components/live/held-post'
import { pressLike } from '@/components/posts/likes'
import { replyPath } from '@/components/posts/post-path'
import type { Place } from '@/components/scroll/row-position'
import { useShortcuts } from '@/components/shortcuts/use-shortcuts'
import { Announcer } from '@/components/ui/announcer'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { FeedPage as Page, User } from '@/lib/shared/views'
import { FeedEnd } from './feed-end'
import { FeedList } from './feed-list'
import { NewPostsPill, wordsFor } from './new-posts-pill'
import { sendPost } from './send-post'
import { useFeed } from './use-feed'
import { useHomePress } from './use-home-press'

const BackToPlace = lazy(lazyRetry(() => import('@/components/scroll/return-button')))
const EmptyFeed = lazy(lazyRetry(() => import('./empty-feed')))
const ShortcutsDialog = lazy(() => import('@/components/shortcuts/shortcuts-dialog'))

/** Further down than this (pixels), going to the top takes a reader away from somewhere. */
const NEAR_TOP = 80

/** The feed of the viewer, live. `page` is the first page as the server read it. */
export function FeedPage({ viewer, page }: { viewer: User; page: Page }) {
  const { feed, state, rows, feedList } = useFeed(viewer.id, page)
  const [returnTo, setReturnTo] = useState<Place | null>(null)
  const [helping, setHelping] = useState(false)
  const router = useRouter()
  const { list, placeNow, goToTop, goTo, focusRow } = feedList
  const { nextCursor, older, newest } = state

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

  const focusedAt = () => feedList.indexes.get(feedList.focused ?? '')
  const seenAt = () => feedList.indexes.get(placeNow()?.key ?? '') ?? 0

  /** One row on or back from the one with the focus; without one, to the first that is seen. */
  function step(by: 1 | -1) {
    const at = focusedAt()
    focusRow(at === undefined ? seenAt() : Math.max(0, Math.min(rows.length - 1, at + by)))
  }

  /** With the post that has the focus, else with the first that is seen. */
  function withPost(act: (post: HeldPost) => void) {
    const post = rows[focusedAt() ?? seenAt()]?.post
    if (post) act(post)
  }

  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    like: () => withPost(pressLike),
    reply: () => withPost((post) => router.push(replyPath(post))),
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
        <PostComposer
          viewer={viewer}
          onSend={(written) => {
            sendPost(feed, written)
            goToTop({ focus: false })
          }}
        />
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
        <Suspense>
          <EmptyFeed onCompose={compose} />
        </Suspense>
      ) : (
        <FeedEnd feed={feed} state={state} />
      )}
      {returnTo && (
        <Suspense>
          <BackToPlace
            place={returnTo}
            list={list}
            onPress={() => {
              goTo(returnTo)
              setReturnTo(null)
            }}
            onSeen={() => setReturnTo(null)}
          />
        </Suspense>
      )}
      {helping && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  )
}
