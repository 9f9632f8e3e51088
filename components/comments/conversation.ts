import { api } from '@/components/client/api'
import { createStore } from '@/components/client/store'
import type { Comment, Page } from '@/lib/shared/views'
import {
  addEarlier,
  type ConversationState,
  leavesGap,
  mergeNewest,
  newConversationState,
  removeComment,
  reopenConversationState,
} from './conversation-state'

/** How many further pages are read to join the newest one to what is shown. */
const MOST_PAGES = 4

export type Conversation = ReturnType<typeof createConversation>

type Opening = { postId: string; viewerId: string | null; page: Page<Comment> }

/** The conversation of one post in this tab. */
function createConversation({ postId, viewerId, page }: Opening) {
  const store = createStore<ConversationState>(newConversationState(viewerId, page))
  const { change } = store

  function readPage(cursor: string | null, signal?: AbortSignal): Promise<Page<Comment>> {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
    return api.get(`/api/posts/${postId}/comments${query}`, { signal })
  }

  return {
    postId,
    viewerId,
    store,
    change,
    /** The page it was last opened with. */
    page,

    /** Takes in the page of a navigation that brought the reader here. */
    reopen: (fresh: Page<Comment>) => change((state) => reopenConversationState(state, fresh)),

    /** Makes what is shown what the server has now. */
    async loadNewest(signal?: AbortSignal): Promise<void> {
      const knownBefore = new Set(store.get().comments.map(({ id }) => id))
      let newest = await readPage(null, signal)
      for (let pages = 0; pages < MOST_PAGES && leavesGap(store.get(), newest); pages++) {
        const next = await readPage(newest.nextCursor, signal)
        newest = { items: [...newest.items, ...next.items], nextCursor: next.nextCursor }
      }
      change((state) => mergeNewest(state, newest, knownBefore))
    },

    /** Loads the page before the first comment that is shown. */
    async loadEarlier(): Promise<void> {
      const { cursor } = store.get()
      if (cursor === null) return
      const earlier = await readPage(cursor)
      // The conversation may have been opened again meanwhile. Then this page does not continue it.
      change((state) => (state.cursor === cursor ? addEarlier(state, earlier) : state))
    },

    async remove(id: string): Promise<void> {
      await api.delete(`/api/comments/${id}`)
      change((state) => removeComment(state, id))
    },
  }
}

let opened: Conversation | null = null

/**
 * Opens a conversation with the page that the server sent. A browser tab keeps the last one: its reader may come back by Back
 * or Forward, with an old page.
 */
export function openConversation(opening: Opening): Conversation {
  const { postId, viewerId, page } = opening
  if (typeof window === 'undefined') return createConversation(opening)
  if (opened?.postId === postId && opened.viewerId === viewerId) {
    if (opened.page !== page) opened.reopen(page)
    opened.page = page
    return opened
  }
  opened = createConversation(opening)
  return opened
}
