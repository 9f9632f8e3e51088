import { compareIds, isNewerId } from '@/components/client/ids'
import type { Comment, Page } from '@/lib/shared/views'

/** One's own comment between the press of the button and the server's answer. The key makes a retry the same comment. */
export type CommentDraft = { key: string; text: string; state: 'pending' | 'failed'; problem?: string }

/** The conversation of a post as this browser holds it. Oldest first. */
export type ConversationState = {
  viewerId: string | null
  comments: readonly Comment[]
  /** One's own comments that were read while one is being sent: it may be one of them. */
  held: readonly Comment[]
  /** Below everything else. */
  drafts: readonly CommentDraft[]
  /** Comments that were drafts here keep the draft's key, so that nothing is drawn anew when the answer comes. */
  keys: ReadonlyMap<string, string>
  /** Deleted here: a page that was read before does not bring them back. */
  gone: ReadonlySet<string>
  /** Leads to earlier comments. */
  cursor: string | null
}

export function openWith(viewerId: string | null, page: Page<Comment>): ConversationState {
  return {
    viewerId,
    comments: page.items.toReversed(),
    held: [],
    drafts: [],
    keys: new Map(),
    gone: new Set(),
    cursor: page.nextCursor,
  }
}

/** The reader comes anew, with a page as just read. What is on its way stays. */
export function reopenWith(state: ConversationState, page: Page<Comment>): ConversationState {
  const { drafts, keys, gone } = state
  return receive(
    { ...openWith(state.viewerId, { items: [], nextCursor: page.nextCursor }), drafts, keys, gone },
    page.items,
  )
}

/** True when comments may be missing between this newest page and what is shown. */
export function leavesHole({ comments }: ConversationState, { items, nextCursor }: Page<Comment>): boolean {
  const [newest, oldest] = [comments.at(-1), items.at(-1)]
  return nextCursor !== null && newest !== undefined && oldest !== undefined && isNewerId(oldest.id, newest.id)
}

/**
 * A newly read newest page: what it adds appears, what it lacks has vanished. Only comments that were held before the page
 * was asked for can have vanished: others may be newer than the page. One that cannot be joined replaces what is shown.
 */
export function mergeNewest(
  state: ConversationState,
  page: Page<Comment>,
  heldBefore: ReadonlySet<string>,
): ConversationState {
  if (leavesHole(state, page)) return reopenWith(state, page)
  const ids = new Set(page.items.map(({ id }) => id))
  const oldest = page.nextCursor === null ? '0' : (page.items.at(-1)?.id ?? '0')
  const vanished = ({ id }: Comment) => heldBefore.has(id) && !ids.has(id) && !isNewerId(oldest, id)
  const comments = state.comments.filter((comment) => !vanished(comment))
  // With nothing left to hold on to, earlier ones begin where the page ends.
  const cursor = comments.length === 0 ? page.nextCursor : state.cursor
  return receive({ ...state, comments, cursor }, page.items)
}

/** Earlier comments, above what is shown. */
export function addEarlier(state: ConversationState, page: Page<Comment>): ConversationState {
  return { ...withComments(state, page.items), cursor: page.nextCursor }
}

/** A comment is no more. */
export function removeComment(state: ConversationState, id: string): ConversationState {
  const others = state.comments.filter((comment) => comment.id !== id)
  return { ...state, comments: others, gone: new Set(state.gone).add(id) }
}

/** Takes in comments that were read, in any order. Seeing one twice changes nothing. */
export function receive(state: ConversationState, comments: readonly Comment[]): ConversationState {
  const known = new Set(state.comments.map(({ id }) => id))
  const sending = state.drafts.some((draft) => draft.state === 'pending')
  const waits = ({ id, author }: Comment) => sending && author.id === state.viewerId && !known.has(id)
  const next = withComments(
    state,
    comments.filter((comment) => !waits(comment)),
  )
  return withoutArrived({ ...next, held: [...state.held, ...comments.filter(waits)] }, known)
}

/** Each id once, oldest first. */
export function withComments(state: ConversationState, more: readonly Comment[]): ConversationState {
  const all = new Map(state.comments.map((comment) => [comment.id, comment]))
  for (const comment of more) if (!state.gone.has(comment.id)) all.set(comment.id, comment)
  return { ...state, comments: [...all.values()].sort((one, other) => compareIds(one.id, other.id)) }
}

/** A draft that nobody answered for, and that is here all the same, needs no second sending. */
function withoutArrived(state: ConversationState, known: ReadonlySet<string>): ConversationState {
  const own = state.comments.filter(({ id, author }) => author.id === state.viewerId && !known.has(id))
  const arrived = (draft: CommentDraft) => draft.state === 'failed' && own.some(({ text }) => text === draft.text)
  return state.drafts.some(arrived) ? { ...state, drafts: state.drafts.filter((draft) => !arrived(draft)) } : state
}
