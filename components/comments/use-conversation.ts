'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useViewer } from '@/components/client/viewer-context'
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
  const [returned] = useState(() => shown.has(page))
  const [first] = useState(store.get)
  const state = useSyncExternalStore(store.subscribe, store.get, () => first)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the post and page that the conversation was opened with
  useEffect(() => {
    const following = followPost(post, conversation.loadNewest)
    if (returned) following.catchUp()
    shown.add(page)
    const stopShowing = showUnsentComments(conversation)
    return () => {
      following.stop()
      stopShowing()
    }
  }, [conversation])

  return { conversation, state, viewer, returned }
}
