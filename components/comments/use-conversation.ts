'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { isNewerId } from '@/components/client/ids'
import { useViewer } from '@/components/client/viewer-context'
import { currentArrival } from '@/components/scroll/arrival'
import { useRowSource } from '@/components/scroll/row-source'
import { positionFor } from '@/components/scroll/stored-position'
import type { Comment, Page, Post } from '@/lib/shared/views'
import { openConversation } from './conversation'
import { followPost } from './follow-post'
import { showUnsentComments } from './send-comment'

/** Pages that were shown already. One that is opened again comes from the browser's history, and is out of date. */
const shown = new WeakSet<Page<Comment>>()

/** The conversation of a post on its page, live while the page is open. */
export function useConversation(post: Post, page: Page<Comment>) {
  const viewer = useViewer()
  const [conversation] = useState(() => openConversation({ postId: post.id, viewerId: viewer?.id ?? null, page }))
  const { store } = conversation
  const router = useRouter()
  // What the address points at is for those who come by it, not for those who come back.
  const [returned] = useState(() => shown.has(page) || hasPosition(viewer?.id ?? ''))
  const [first] = useState(store.get)
  const state = useSyncExternalStore(store.subscribe, store.get, () => first)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the post and page that the conversation was opened with
  useEffect(() => {
    // The page of what the viewer may not see is the one of a wrong address.
    const following = followPost(post, conversation, () => router.refresh())
    if (returned) following.catchUp()
    shown.add(page)
    const stopShowing = showUnsentComments(conversation)
    return () => {
      following.stop()
      stopShowing()
    }
  }, [conversation])

  useRowSource({
    name: 'comments',
    keys: () => state.comments.map(({ id }) => id),
    loadMore: async () => {
      await conversation.loadEarlier().catch(() => null)
      return store.get().cursor !== null
    },
    isPast: (id) => isNewerId(id, store.get().comments[0]?.id ?? '0'),
  })

  return { conversation, state, viewer, returned }
}

function hasPosition(viewerId: string): boolean {
  return typeof window !== 'undefined' && positionFor(viewerId, currentArrival()) !== null
}
