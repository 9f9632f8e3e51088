import { compareIds, isNewerId } from '@/components/client/ids'
import type { Loading } from '@/components/list/loading'
import type { Friendship, NotificationFilter, NotificationGroup } from '@/lib/shared/views'
import { dropKnownMarks, type Mark, withMarks } from './bell-marks'

/** The last row of the pages that were read: below it nobody knows what is missing. */
export type Floor = Pick<NotificationGroup, 'seq' | 'id'>

/** What is known of one filter's rows. */
export type View = {
  /** The version up to which nothing is missing among them, and the newest seq that it has. */
  through: string
  headSeq: string
  /** Null when there are no more rows. */
  floor: Floor | null
  nextCursor: string | null
}

/** The rows of the bell as this browser holds them: each group once, and views on them. */
export type BellList = {
  groups: ReadonlyMap<string, NotificationGroup>
  views: Readonly<Partial<Record<NotificationFilter, View>>>
  /** The highest version that was heard of, from wherever. */
  told: string
  /** The versions whose groups were told one by one, each with its newest seq. The latest only. */
  heard: ReadonlyMap<string, string>
  /** What was done here and is not known to be part of the groups yet. */
  marks: readonly Mark[]
  /** How friend requests were answered here. The server takes the row away. */
  answers: ReadonlyMap<string, Friendship>
  loads: Readonly<Record<NotificationFilter, { newest: Loading; older: Loading }>>
}

const IDLE = { newest: 'idle', older: 'idle' } as const

export const EMPTY_LIST: BellList = {
  groups: new Map(),
  views: {},
  told: '0',
  heard: new Map(),
  marks: [],
  answers: new Map(),
  loads: { all: IDLE, unread: IDLE, mentions: IDLE, archived: IDLE },
}

const FILTERS: Record<NotificationFilter, (group: NotificationGroup) => boolean> = {
  all: ({ archived }) => !archived,
  unread: ({ archived, read }) => !archived && !read,
  mentions: ({ archived, type }) => !archived && type === 'mention',
  archived: ({ archived }) => archived,
}

/** The rows of a filter, what happened last first, with everything that was done here. */
export function rowsOf(list: BellList, filter: NotificationFilter): NotificationGroup[] {
  const view = list.views[filter]
  if (!view) return []
  return [...list.groups.values()]
    .filter((group) => group.actorCount > 0 && isAbove(group, view.floor))
    .map((group) => withMarks(group, list.marks))
    .filter(FILTERS[filter])
    .sort(newestFirst)
}

/** How many groups are new after this seq, as far as they are held here. */
export function countAfter({ groups, marks }: BellList, seq: string): number {
  const isNew = (group: NotificationGroup) =>
    group.actorCount > 0 && isNewerId(group.seq, seq) && FILTERS.unread(withMarks(group, marks))
  return [...groups.values()].filter(isNew).length
}

/** Something has happened that the rows of this filter may lack. */
export function isStale({ views, told }: BellList, filter: NotificationFilter): boolean {
  const view = views[filter]
  return view !== undefined && isNewerId(told, view.through)
}

/** Each group in its newest version. */
export function withGroups(list: BellList, fresh: readonly NotificationGroup[]): BellList {
  const groups = new Map(list.groups)
  for (const group of fresh) {
    const known = groups.get(group.id)
    if (!known || isNewerId(group.version, known.version)) groups.set(group.id, group)
  }
  return { ...list, groups }
}

export function withView(list: BellList, filter: NotificationFilter, view: View): BellList {
  return { ...list, views: { ...list.views, [filter]: view } }
}

/** Brings all views as far as what was heard reaches without a gap. */
export function advance(list: BellList): BellList {
  const views: BellList['views'] = Object.fromEntries(
    Object.entries(list.views).map(([filter, view]) => [filter, view && furthest(view, list.heard)]),
  )
  return dropKnownMarks({ ...list, views })
}

function furthest(view: View, heard: BellList['heard']): View {
  let { through, headSeq } = view
  for (let next = after(through); ; next = after(next)) {
    const seq = heard.get(next)
    if (seq === undefined) return through === view.through ? view : { ...view, through, headSeq }
    through = next
    headSeq = laterId(headSeq, seq)
  }
}

function after(version: string): string {
  return String(BigInt(version) + 1n)
}

export function laterId(one: string, other: string): string {
  return isNewerId(one, other) ? one : other
}

/** One transaction may bring several groups under one seq: then the id decides, as on the server. */
function newestFirst(one: Floor, other: Floor): number {
  return compareIds(other.seq, one.seq) || compareIds(other.id, one.id)
}

export function isAbove(group: Floor, floor: Floor | null): boolean {
  return floor === null || newestFirst(group, floor) <= 0
}

/** What a page must hold if it is still so: these rows, down to a floor and below an upper one. */
export function isWithin(
  group: NotificationGroup,
  { filter, from, to }: { filter: NotificationFilter; from: Floor | null; to: Floor | null },
): boolean {
  return FILTERS[filter](group) && isAbove(group, to) && (from === null || !isAbove(group, from))
}
