import { forgetOldest } from '@/components/client/forget-oldest'
import { vanishedIds } from '@/components/list/vanished-ids'
import type { Frame } from '@/components/live/frames'
import type { NotificationFilter, NotificationNews, NotificationPage } from '@/lib/shared/views'
import {
  type BellListState,
  type FilterView,
  type Floor,
  isWithin,
  laterId,
  withGroups,
  withVersion,
  withView,
} from './bell-list-state'
import { dropKnownMarks } from './bell-marks'

/** How many received versions are remembered. A browser that missed more loads the list again. */
const REMEMBERED = 200

/** What a frame does to the list. */
export function receiveBell(state: BellListState, frame: Frame): BellListState {
  switch (frame.event) {
    case 'notifications':
      return receiveGroups(state, frame)
    case 'hello':
      return withVersion(state, frame.notifications.version)
    case 'bell':
      return withVersion(state, frame.state.version)
    default:
      return state
  }
}

/**
 * Notes which versions of the bell have been received. Each group has the version that last changed it, and these versions
 * count as received. The frame has the version of the bell when the frame was made. It counts as received in two cases:
 * - A group of the frame has this version.
 * - The frame has no groups: this version changed no group.
 * Otherwise the groups of this version come with another frame.
 */
function receiveGroups(state: BellListState, { version, headSeq, groups }: NotificationNews): BellListState {
  const received = new Map(state.received)
  for (const group of groups) received.set(group.version, laterId(received.get(group.version) ?? '0', group.seq))
  if (groups.length === 0 || received.has(version)) received.set(version, headSeq)
  forgetOldest(received, REMEMBERED)
  return advance({ ...withGroups(withVersion(state, version), groups), received })
}

/** Moves each view forward over the versions that were received without a gap. */
function advance(state: BellListState): BellListState {
  const views: BellListState['views'] = Object.fromEntries(
    Object.entries(state.views).map(([filter, view]) => [filter, view && advanceView(view, state.received)]),
  )
  return dropKnownMarks({ ...state, views })
}

function advanceView(view: FilterView, received: BellListState['received']): FilterView {
  let { through, headSeq } = view
  for (let next = after(through); ; next = after(next)) {
    const seq = received.get(next)
    if (seq === undefined) return through === view.through ? view : { ...view, through, headSeq }
    through = next
    headSeq = laterId(headSeq, seq)
  }
}

function after(version: string): string {
  return String(BigInt(version) + 1n)
}

type FirstPage = {
  filter: NotificationFilter
  page: NotificationPage
  /** The groups that were known when the page was requested. */
  knownBefore: BellListState['groups']
}

/** Takes in a first page that was just read. Groups that it should contain and does not are removed. */
export function mergeBellPage(state: BellListState, { filter, page, knownBefore }: FirstPage): BellListState {
  const floor = floorOf(page)
  const rest = withoutVanished(state, { filter, page, knownBefore, from: null })
  const known = withVersion(withGroups(rest, page.items), page.state.version)
  const { version: through, headSeq } = page.state
  return advance(withView(known, filter, { through, headSeq, floor, nextCursor: page.nextCursor }))
}

/** Adds an older page below what is shown, if it still continues that. */
export function appendBellPage(
  state: BellListState,
  { filter, page, knownBefore, cursor }: FirstPage & { cursor: string },
): BellListState {
  const view = state.views[filter]
  if (view?.nextCursor !== cursor) return state
  const rest = withoutVanished(state, { filter, page, knownBefore, from: view.floor })
  const known = withVersion(withGroups(rest, page.items), page.state.version)
  return withView(known, filter, { ...view, floor: floorOf(page), nextCursor: page.nextCursor })
}

function floorOf({ items, nextCursor }: NotificationPage): Floor | null {
  const last = items.at(-1)
  return nextCursor !== null && last ? { seq: last.seq, id: last.id } : null
}

function withoutVanished(
  state: BellListState,
  { filter, page, knownBefore, from }: FirstPage & { from: Floor | null },
): BellListState {
  const vanished = vanishedIds(state.groups.values(), {
    page: page.items,
    wasKnown: (group) => knownBefore.get(group.id) === group,
    covers: (group) => isWithin(group, { filter, from, to: floorOf(page) }),
  })
  const groups = new Map([...state.groups].filter(([id]) => !vanished.has(id)))
  return { ...state, groups }
}
