'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import type { Comment, Page, Post } from '@/lib/shared/views'
import { openConversation } from './conversation'
import { followPost } from './follow-post'

/** Pages that were shown already. One that is opened again comes from the browser's history, and is out of date. */
const shown = new WeakSet<Page<Comment>>()

/** The conversation of a post on its page, live while the page is open. */
export function useConversation(post: Post, page: Page<Comment>) {
  const viewer = useViewer()
  const [conversation] = useState(() => openConversation({ postId: post.id, viewerId: viewer?.id ?? null, page }))
  const { store } = conversation
  const router = useRouter()
  const [returned] = useState(() => shown.has(page))
  const [first] = useState(store.get)
  const state = useSyncExternalStore(store.subscribe, store.get, () => first)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the post and page that the conversation was opened with
  useEffect(() => {
    // The page of what the viewer may not see is the one of a wrong address.
    const following = followPost(post, conversation, () => router.refresh())
    if (returned) following.catchUp()
    shown.add(page)
    return following.stop
  }, [conversation])

  return { conversation, state, viewer, returned }
}
