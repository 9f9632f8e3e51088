import { isNewerId } from '@/components/client/ids'
import type { BellListState } from './bell-list-state'
import { covers, type RowMark } from './row-mark'

export function addMark(state: BellListState, mark: Omit<RowMark, 'version'>): BellListState {
  return { ...state, marks: [...state.marks, { ...mark, version: null }] }
}

/**
 * The server has made the change. The mark stays until groups of that version are here: the answer may come before the
 * stream.
 */
export function settleMark(state: BellListState, key: number, version: string): BellListState {
  const marks = state.marks.map((mark) => (mark.key === key ? { ...mark, version } : mark))
  return dropKnownMarks({ ...state, marks })
}

/** The server has refused it or could not be reached: the row is again as the server says. */
export function dropMark(state: BellListState, key: number): BellListState {
  return { ...state, marks: state.marks.filter((mark) => mark.key !== key) }
}

/** Drops the marks whose changes the groups contain by now. */
export function dropKnownMarks(state: BellListState): BellListState {
  const known = state.marks.filter((mark) => isKnown(state, mark))
  if (known.length === 0) return state
  const groups = new Map(state.groups)
  for (const mark of known) {
    for (const group of groups.values()) {
      // A page of another filter may have brought an older version of the group since: it gets the change, too.
      if (covers(mark, group) && isNewerId(mark.version ?? '0', group.version)) {
        groups.set(group.id, { ...group, ...mark.change })
      }
    }
  }
  return { ...state, groups, marks: state.marks.filter((mark) => !known.includes(mark)) }
}

function isKnown({ received, views }: BellListState, { version }: RowMark): boolean {
  if (version === null) return false
  return received.has(version) || Object.values(views).some((view) => !isNewerId(version, view.through))
}
