import { forgetOldest } from '@/components/client/forget-oldest'
import { vanishedIds } from '@/components/list/vanished-ids'
import type { Frame } from '@/components/live/frames'
import type { NotificationFilter, NotificationNews, NotificationPage } from '@/lib/shared/views'
import { advance, type BellList, type Floor, isWithin, laterId, withGroups, withView } from './bell-list'

/** How many versions are remembered one by one: whoever missed more loads the list anew. */
const REMEMBERED = 200

/** What a frame does to the list. */
export function receiveBell(list: BellList, frame: Frame): BellList {
  switch (frame.event) {
    case 'notifications':
      return takeNews(list, frame)
    case 'hello':
      return withTold(list, frame.notifications.version)
    case 'bell':
      return withTold(list, frame.state.version)
    default:
      return list
  }
}

export function withTold(list: BellList, version: string): BellList {
  const told = laterId(list.told, version)
  return told === list.told ? list : { ...list, told }
}

/**
 * News say the state of the moment in which they were sent, which may be later than what their groups tell of. So it is
 * the versions of the groups that were heard; without groups, there were none to tell.
 */
function takeNews(list: BellList, { version, headSeq, groups }: NotificationNews): BellList {
  const heard = new Map(list.heard)
  for (const group of groups) heard.set(group.version, laterId(heard.get(group.version) ?? '0', group.seq))
  if (groups.length === 0 || heard.has(version)) heard.set(version, headSeq)
  forgetOldest(heard, REMEMBERED)
  return advance({ ...withGroups(withTold(list, version), groups), heard })
}

type FirstPage = {
  filter: NotificationFilter
  page: NotificationPage
  /** The groups that were held when the page was asked for. */
  before: BellList['groups']
}

/** Takes in a newly read first page: what it lacks of what it should hold is gone. */
export function takeFirstPage(list: BellList, { filter, page, before }: FirstPage): BellList {
  const floor = floorOf(page)
  const rest = withoutVanished(list, { filter, page, before, from: null })
  const known = withTold(withGroups(rest, page.items), page.state.version)
  const { version: through, headSeq } = page.state
  return advance(withView(known, filter, { through, headSeq, floor, nextCursor: page.nextCursor }))
}

/** Takes in an older page, if it still continues what is shown. */
export function takeOlderPage(
  list: BellList,
  { filter, page, before, cursor }: FirstPage & { cursor: string },
): BellList {
  const view = list.views[filter]
  if (view?.nextCursor !== cursor) return list
  const rest = withoutVanished(list, { filter, page, before, from: view.floor })
  const known = withTold(withGroups(rest, page.items), page.state.version)
  return withView(known, filter, { ...view, floor: floorOf(page), nextCursor: page.nextCursor })
}

function floorOf({ items, nextCursor }: NotificationPage): Floor | null {
  const last = items.at(-1)
  return nextCursor !== null && last ? { seq: last.seq, id: last.id } : null
}

function withoutVanished(list: BellList, { filter, page, before, from }: FirstPage & { from: Floor | null }): BellList {
  const vanished = vanishedIds(list.groups.values(), {
    page: page.items,
    wasKnown: (group) => before.get(group.id) === group,
    covers: (group) => isWithin(group, { filter, from, to: floorOf(page) }),
  })
  const groups = new Map([...list.groups].filter(([id]) => !vanished.has(id)))
  return { ...list, groups }
}
