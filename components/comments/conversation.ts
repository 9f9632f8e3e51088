import { api } from '@/components/client/api'
import { createStore } from '@/components/client/store'
import type { Comment, Page } from '@/lib/shared/views'
import {
  addEarlier,
  type ConversationState,
  leavesHole,
  mergeNewest,
  openWith,
  removeComment,
  reopenWith,
} from './conversation-state'

/** So many further pages are read to join the newest one to what is shown. */
const MOST_PAGES = 4

export type Conversation = ReturnType<typeof createConversation>

type Opening = { postId: string; viewerId: string | null; page: Page<Comment> }

/** The conversation of one post in this tab. */
function createConversation({ postId, viewerId, page }: Opening) {
  const store = createStore<ConversationState>(openWith(viewerId, page))
  const { change } = store
  const read = (cursor: string | null, signal?: AbortSignal) =>
    api.get<Page<Comment>>(`/api/posts/${postId}/comments${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`, {
      signal,
    })

  return {
    postId,
    viewerId,
    store,
    change,
    /** The page it was last opened with. */
    page,

    /** Takes in the page that a navigation brought: the reader comes anew. */
    reopen: (fresh: Page<Comment>) => change((state) => reopenWith(state, fresh)),

    /** Brings what is shown in line with what is there now. */
    async loadNewest(signal?: AbortSignal): Promise<void> {
      const held = new Set(store.get().comments.map(({ id }) => id))
      let newest = await read(null, signal)
      for (let pages = 0; pages < MOST_PAGES && leavesHole(store.get(), newest); pages++) {
        const next = await read(newest.nextCursor, signal)
        newest = { items: [...newest.items, ...next.items], nextCursor: next.nextCursor }
      }
      change((state) => mergeNewest(state, newest, held))
    },

    /** Loads the page before the first comment that is shown. */
    async loadEarlier(): Promise<void> {
      const { cursor } = store.get()
      if (cursor === null) return
      const page = await read(cursor)
      // Opened anew meanwhile, this page belongs to nothing.
      change((state) => (state.cursor === cursor ? addEarlier(state, page) : state))
    },

    async remove(id: string): Promise<void> {
      await api.delete(`/api/comments/${id}`)
      change((state) => removeComment(state, id))
    },
  }
}

const opened = new Map<string, Conversation>()

/**
 * Opens a conversation with the page that the server sent. In a browser the tab keeps it while something is on its way
 * there, so that what could not be sent is still to be found when its author comes back.
 */
export function openConversation(opening: Opening): Conversation {
  const { postId, viewerId, page } = opening
  if (typeof window === 'undefined') return createConversation(opening)
  for (const [id, { store }] of opened) if (id !== postId && store.get().drafts.length === 0) opened.delete(id)
  const known = opened.get(postId)
  if (known?.viewerId === viewerId) {
    if (known.page !== page) known.reopen(page)
    known.page = page
    return known
  }
  const conversation = createConversation(opening)
  opened.set(postId, conversation)
  return conversation
}
