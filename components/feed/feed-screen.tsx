'use client'

import { lazy, Suspense } from 'react'
import { PostComposer } from '@/components/composer/post-composer'
import { useComposerTarget } from '@/components/composer/use-composer-target'
import { Announcer } from '@/components/ui/announcer'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { FeedPage, User } from '@/lib/shared/views'
import { FeedEnd } from './feed-end'
import { FeedList } from './feed-list'
import { sendPost } from './send-post'
import { textOfPill } from './text-of-pill'
import { useFeed } from './use-feed'
import { useFeedShortcuts } from './use-feed-shortcuts'
import { useHomeLink } from './use-home-link'
import { useShowNewPosts } from './use-show-new-posts'

const ReturnButton = lazy(lazyRetry(() => import('@/components/scroll/return-button')))
const NewPostsPill = lazy(lazyRetry(() => import('./new-posts-pill')))
const EmptyFeed = lazy(lazyRetry(() => import('./empty-feed')))

/** The feed of the viewer, live. `page` is the first page, with which the server rendered. */
export function FeedScreen({ viewer, page }: { viewer: User; page: FeedPage }) {
  const { feed, state, list } = useFeed(viewer.id, page)
  const { showNew, returnTo, forgetReturn, goBack } = useShowNewPosts(feed, list)
  useFeedShortcuts({ list, onShowNew: showNew })
  useComposerTarget()
  useHomeLink(showNew)
  const pillText = textOfPill(state)
  const isEmpty = list.rows.length === 0 && state.nextCursor === null

  return (
    <>
      <h1 className="sr-only">Home</h1>
      <div className="pb-2 sm:pb-3">
        <PostComposer
          viewer={viewer}
          onSend={(written, drafts) => {
            sendPost(viewer.id, written, drafts)
            list.goToTop({ focus: false })
          }}
        />
      </div>
      <div className="pointer-events-none sticky top-16 z-20 h-0 md:top-4">
        {pillText && (
          <Suspense>
            <NewPostsPill text={pillText} state={state} onPress={showNew} />
          </Suspense>
        )}
      </div>
      <Announcer text={pillText} />
      <FeedList state={state} viewer={viewer} list={list} />
      {isEmpty ? (
        <Suspense>
          <EmptyFeed />
        </Suspense>
      ) : (
        <FeedEnd feed={feed} state={state} />
      )}
      {returnTo && (
        <Suspense>
          <ReturnButton position={returnTo} list={list.container} onPress={goBack} onSeen={forgetReturn} />
        </Suspense>
      )}
    </>
  )
}
