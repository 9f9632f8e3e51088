import { api } from '@/components/client/api'
import { isNewerId } from '@/components/client/ids'
import { createStore } from '@/components/client/store'
import { LIMITS } from '@/lib/shared/limits'
import type { Comment, Page } from '@/lib/shared/views'
import {
  addEarlier,
  type ConversationState,
  keepRead,
  leavesGap,
  mergeNewest,
  newConversationState,
  removeComment,
  reopenConversationState,
} from './conversation-state'

/** How many further pages are read to join the newest one to what is shown. */
const MOST_PAGES = 4

export type Conversation = ReturnType<typeof createConversation>

type Reading = { signal?: AbortSignal; limit?: number }
type Opening = { postId: string; viewerId: string | null; page: Page<Comment> }

/** The conversation of one post in this tab. */
function createConversation({ postId, viewerId, page }: Opening) {
  const store = createStore<ConversationState>(newConversationState(viewerId, page))
  const { change } = store

  /** Grows when comments that are being loaded may have become forbidden: then they are loaded again. */
  let round = 0

  function readPage(cursor: string | null, { signal, limit = LIMITS.page.default }: Reading = {}) {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) })
    return api.get<Page<Comment>>(`/api/posts/${postId}/comments?${query}`, { signal })
  }

  const knownNow = () => new Set(store.get().comments.map(({ id }) => id))

  async function loadNewest(signal?: AbortSignal): Promise<void> {
    const [began, knownBefore] = [round, knownNow()]
    let newest = await readPage(null, { signal })
    for (let pages = 0; pages < MOST_PAGES && leavesGap(store.get(), newest); pages++) {
      const next = await readPage(newest.nextCursor, { signal })
      newest = { items: [...newest.items, ...next.items], nextCursor: next.nextCursor }
    }
    if (round !== began) return loadNewest(signal)
    change((state) => mergeNewest(state, newest, knownBefore))
  }

  async function loadShown(signal: AbortSignal): Promise<void> {
    const knownBefore = knownNow()
    const [oldest] = knownBefore
    if (oldest === undefined) return loadNewest(signal)
    const read = await readUpTo(oldest, signal)
    change((state) => keepRead(state, read, knownBefore))
  }

  /** The newest comments down to this one. */
  async function readUpTo(oldest: string, signal: AbortSignal): Promise<Comment[]> {
    const read: Comment[] = []
    let cursor: string | null = null
    do {
      const page: Page<Comment> = await readPage(cursor, { signal, limit: LIMITS.page.max })
      read.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null && isNewerId(read.at(-1)?.id ?? '0', oldest))
    return read.filter(({ id }) => !isNewerId(oldest, id))
  }

  async function loadEarlier(): Promise<void> {
    const { cursor } = store.get()
    if (cursor === null) return
    const began = round
    const earlier = await readPage(cursor)
    if (round !== began) return loadEarlier()
    // The conversation may have been opened again meanwhile. Then this page does not continue it.
    change((state) => (state.cursor === cursor ? addEarlier(state, earlier) : state))
  }

  return {
    postId,
    viewerId,
    store,
    change,
    /** The page it was last opened with. */
    page,

    /** Some of what is being loaded may be forbidden by now. */
    forbid: () => void round++,

    /** Takes in the page of a navigation that brought the reader here. */
    reopen: (fresh: Page<Comment>) => change((state) => reopenConversationState(state, fresh)),

    /** Makes what is shown what the server has now. */
    loadNewest,
    /** Reads everything again that is shown: some of it may not be there for this viewer any more. */
    loadShown,
    /** Loads the page before the first comment that is shown. */
    loadEarlier,

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
