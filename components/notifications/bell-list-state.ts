import { compareIds, isNewerId } from '@/components/client/ids'
import type { Loading } from '@/components/list/load-more'
import type { RequestOutcome } from '@/components/people/request-outcome'
import type { NotificationFilter, NotificationGroup } from '@/lib/shared/views'
import { type RowMark, withMarks } from './row-mark'

/** The last row of the pages that were read. It is not known which rows there are below it. */
export type Floor = Pick<NotificationGroup, 'seq' | 'id'>

/** What is known of one filter's rows. */
export type FilterView = {
  /** Up to this version no row of them is missing, and the newest seq up to there. */
  through: string
  headSeq: string
  /** Null when there are no more rows. */
  floor: Floor | null
  nextCursor: string | null
}

/** The rows of the bell as this browser knows them: each group once, and for each filter which of them are complete. */
export type BellListState = {
  groups: ReadonlyMap<string, NotificationGroup>
  views: Readonly<Partial<Record<NotificationFilter, FilterView>>>
  /** The highest version of the bell that a frame or an answer named, with or without its groups. */
  newest: string
  /** The versions whose groups frames have brought, each with its newest seq. The latest ones only. */
  received: ReadonlyMap<string, string>
  /** What was done here, as long as the groups may not contain it. */
  marks: readonly RowMark[]
  /**
   * How friend requests were answered here, by group; it holds for the request of that seq. The server takes the row away.
   */
  outcomes: ReadonlyMap<string, { seq: string; outcome: RequestOutcome }>
  loads: Readonly<Record<NotificationFilter, { newest: Loading; older: Loading }>>
}

const IDLE = { newest: 'idle', older: 'idle' } as const

export const EMPTY_BELL_LIST: BellListState = {
  groups: new Map(),
  views: {},
  newest: '0',
  received: new Map(),
  marks: [],
  outcomes: new Map(),
  loads: { all: IDLE, unread: IDLE, mentions: IDLE, archived: IDLE },
}

const FILTERS: Record<NotificationFilter, (group: NotificationGroup) => boolean> = {
  all: ({ archived }) => !archived,
  unread: ({ archived, read }) => !archived && !read,
  mentions: ({ archived, type }) => !archived && type === 'mention',
  archived: ({ archived }) => archived,
}

/** The rows of a filter, the latest first, with everything that was done here. */
export function rowsOf(state: BellListState, filter: NotificationFilter): NotificationGroup[] {
  const view = state.views[filter]
  if (!view) return []
  return [...state.groups.values()]
    .filter((group) => group.actorCount > 0 && isAbove(group, view.floor))
    .map((group) => withMarks(group, state.marks))
    .filter(FILTERS[filter])
    .sort(latestFirst)
}

/** How many of the known groups are unread and newer than this seq. */
export function countAfter({ groups, marks }: BellListState, seq: string): number {
  const isNew = (group: NotificationGroup) =>
    group.actorCount > 0 && isNewerId(group.seq, seq) && FILTERS.unread(withMarks(group, marks))
  return [...groups.values()].filter(isNew).length
}

/** There are changes that the rows of this filter may lack. */
export function isStale({ views, newest }: BellListState, filter: NotificationFilter): boolean {
  const view = views[filter]
  return view !== undefined && isNewerId(newest, view.through)
}

/** Each group in its newest version. Of one version, the group that was read last: what it shows of posts may be hidden by now. */
export function withGroups(state: BellListState, fresh: readonly NotificationGroup[]): BellListState {
  const groups = new Map(state.groups)
  for (const group of fresh) {
    const known = groups.get(group.id)
    if (!known || !isNewerId(known.version, group.version)) groups.set(group.id, group)
  }
  return { ...state, groups }
}

export function withView(state: BellListState, filter: NotificationFilter, view: FilterView): BellListState {
  return { ...state, views: { ...state.views, [filter]: view } }
}

/** A state of the bell of this version exists, whether or not its groups are here. */
export function withVersion(state: BellListState, version: string): BellListState {
  const newest = laterId(state.newest, version)
  return newest === state.newest ? state : { ...state, newest }
}

export function laterId(one: string, other: string): string {
  return isNewerId(one, other) ? one : other
}

/** One transaction may change several groups under one seq: then the id decides, as on the server. */
function latestFirst(one: Floor, other: Floor): number {
  return compareIds(other.seq, one.seq) || compareIds(other.id, one.id)
}

function isAbove(group: Floor, floor: Floor | null): boolean {
  return floor === null || latestFirst(group, floor) <= 0
}

/** Whether a page of this filter, from below one row down to another, must contain the group as it is known here. */
export function isWithin(
  group: NotificationGroup,
  { filter, from, to }: { filter: NotificationFilter; from: Floor | null; to: Floor | null },
): boolean {
  return FILTERS[filter](group) && isAbove(group, to) && (from === null || !isAbove(group, from))
}
