import { isNewerId } from '@/components/client/ids'
import type { NotificationGroup } from '@/lib/shared/views'
import type { BellList } from './bell-list'

export type Change = Partial<Pick<NotificationGroup, 'read' | 'archived'>>

/** Something done here, shown at once: to one group, or to all up to a seq. */
export type Mark = {
  key: number
  of: { id: string } | { upTo: string }
  change: Change
  /** Of the answer: from this version on the groups say it themselves. Null while it is on its way. */
  version: string | null
}

/** A group as the reader has it, who does not wait for the server. */
export function withMarks(group: NotificationGroup, marks: readonly Mark[]): NotificationGroup {
  const mine = marks.filter((mark) => covers(mark, group))
  return mine.length === 0 ? group : Object.assign({}, group, ...mine.map(({ change }) => change))
}

function covers({ of }: Mark, group: NotificationGroup): boolean {
  return 'id' in of ? of.id === group.id : !isNewerId(group.seq, of.upTo)
}

export function addMark(list: BellList, mark: Omit<Mark, 'version'>): BellList {
  return { ...list, marks: [...list.marks, { ...mark, version: null }] }
}

/** The server has taken it. The row keeps it until the groups of that version are here: answers overtake the stream. */
export function settleMark(list: BellList, key: number, version: string): BellList {
  const marks = list.marks.map((mark) => (mark.key === key ? { ...mark, version } : mark))
  return dropKnownMarks({ ...list, marks })
}

/** It was refused, or never arrived: the row is again what the server says. */
export function dropMark(list: BellList, key: number): BellList {
  return { ...list, marks: list.marks.filter((mark) => mark.key !== key) }
}

/** Lets go of the marks that are known to be part of the groups. */
export function dropKnownMarks(list: BellList): BellList {
  const known = list.marks.filter((mark) => isKnown(list, mark))
  if (known.length === 0) return list
  const groups = new Map(list.groups)
  for (const mark of known) {
    for (const group of groups.values()) {
      // An older page of another filter may have brought it in since: what was answered holds for it, too.
      if (covers(mark, group) && isNewerId(mark.version ?? '0', group.version)) {
        groups.set(group.id, { ...group, ...mark.change })
      }
    }
  }
  return { ...list, groups, marks: list.marks.filter((mark) => !known.includes(mark)) }
}

function isKnown({ heard, views }: BellList, { version }: Mark): boolean {
  if (version === null) return false
  return heard.has(version) || Object.values(views).some((view) => !isNewerId(version, view.through))
}
