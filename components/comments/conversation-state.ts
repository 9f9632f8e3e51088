import { compareIds, isNewerId } from '@/components/client/ids'
import { vanishedIds } from '@/components/list/vanished-ids'
import { looksArrived } from '@/components/unsent/looks-arrived'
import type { UnsentComment } from '@/components/unsent/unsent'
import { isSending, type WithUnsent } from '@/components/unsent/unsent-items'
import type { Comment, Page } from '@/lib/shared/views'

/** The conversation of a post as this browser knows it. Comments are oldest first, unsent ones stand below them. */
export type ConversationState = WithUnsent<UnsentComment, Comment> & {
  viewerId: string | null
  comments: readonly Comment[]
  /** Comments deleted in this tab. A page that was read before the deletion may still contain them. */
  deleted: ReadonlySet<string>
  /** Of the page of earlier comments; null when all are shown. */
  cursor: string | null
}

export function newConversationState(viewerId: string | null, page: Page<Comment>): ConversationState {
  return {
    viewerId,
    comments: page.items.toReversed(),
    setAside: [],
    unsent: [],
    keys: new Map(),
    deleted: new Set(),
    cursor: page.nextCursor,
  }
}

/** The reader came to the conversation again: shows the page that was just read. Unsent ones stay. */
export function reopenConversationState(state: ConversationState, page: Page<Comment>): ConversationState {
  const { unsent, keys, deleted } = state
  const empty = newConversationState(state.viewerId, { items: [], nextCursor: page.nextCursor })
  return receiveComments({ ...empty, unsent, keys, deleted }, page.items)
}

/** True when comments may be missing between this newest page and what is shown. */
export function leavesGap({ comments }: ConversationState, { items, nextCursor }: Page<Comment>): boolean {
  const [newest, oldest] = [comments.at(-1), items.at(-1)]
  return nextCursor !== null && newest !== undefined && oldest !== undefined && isNewerId(oldest.id, newest.id)
}

/**
 * Takes in a newly read newest page. Comments that it adds appear; those that it should contain and does not are removed.
 * A page that leaves a gap replaces what is shown. `knownBefore`: the ids of the comments shown when it was requested.
 */
export function mergeNewest(
  state: ConversationState,
  page: Page<Comment>,
  knownBefore: ReadonlySet<string>,
): ConversationState {
  if (leavesGap(state, page)) return reopenConversationState(state, page)
  const oldest = page.nextCursor === null ? '0' : (page.items.at(-1)?.id ?? '0')
  const vanished = vanishedIds(state.comments, {
    page: page.items,
    wasKnown: ({ id }) => knownBefore.has(id),
    covers: ({ id }) => !isNewerId(oldest, id),
  })
  const comments = state.comments.filter(({ id }) => !vanished.has(id))
  // If none is left, the earlier comments are those before this page.
  const cursor = comments.length === 0 ? page.nextCursor : state.cursor
  return receiveComments({ ...state, comments, cursor }, page.items)
}

/** Takes in everything that was shown, as it was read again: what is not among it has vanished. `knownBefore` as above. */
export function keepRead(
  state: ConversationState,
  read: readonly Comment[],
  knownBefore: ReadonlySet<string>,
): ConversationState {
  const there = new Set(read.map(({ id }) => id))
  const comments = state.comments.filter(({ id }) => there.has(id) || !knownBefore.has(id))
  return receiveComments({ ...state, comments }, read)
}

/** Without the comments of somebody of whom nothing is shown any more. */
export function withoutAuthor(state: ConversationState, authorId: string): ConversationState {
  const others = (list: readonly Comment[]) => list.filter(({ author }) => author.id !== authorId)
  return { ...state, comments: others(state.comments), setAside: others(state.setAside) }
}

/** Adds a page of earlier comments above what is shown. */
export function addEarlier(state: ConversationState, page: Page<Comment>): ConversationState {
  return { ...withComments(state, page.items), cursor: page.nextCursor }
}

export function removeComment(state: ConversationState, id: string): ConversationState {
  const others = state.comments.filter((comment) => comment.id !== id)
  return { ...state, comments: others, deleted: new Set(state.deleted).add(id) }
}

/** Takes in comments that were read, in any order. Idempotent. */
export function receiveComments(state: ConversationState, comments: readonly Comment[]): ConversationState {
  const known = new Set(state.comments.map(({ id }) => id))
  const sending = isSending(state)
  const mayBeUnsent = ({ id, author }: Comment) => sending && author.id === state.viewerId && !known.has(id)
  const next = withComments(
    state,
    comments.filter((comment) => !mayBeUnsent(comment)),
  )
  return { ...next, setAside: [...state.setAside, ...comments.filter(mayBeUnsent)] }
}

/** Each id once, oldest first. */
export function withComments(state: ConversationState, more: readonly Comment[]): ConversationState {
  const all = new Map(state.comments.map((comment) => [comment.id, comment]))
  for (const comment of more) if (!state.deleted.has(comment.id)) all.set(comment.id, comment)
  return { ...state, comments: [...all.values()].sort((one, other) => compareIds(one.id, other.id)) }
}

/** The unsent comments, except those that seem to stand among the comments. */
export function shownUnsent({ unsent, comments, keys }: ConversationState): UnsentComment[] {
  return unsent.filter((one) => !looksArrived(one, comments, keys))
}
