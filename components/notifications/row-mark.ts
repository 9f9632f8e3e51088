import { isNewerId } from '@/components/client/ids'
import type { NotificationGroup } from '@/lib/shared/views'

/** Something that the viewer did here to one group, or to all up to a seq. It is shown at once. */
export type RowMark = {
  key: number
  of: { id: string } | { upTo: string }
  change: Partial<Pick<NotificationGroup, 'read' | 'archived'>>
  /** From the answer: groups of this version and later contain the change. Null while the request is under way. */
  version: string | null
}

/** A group with the marks that cover it. */
export function withMarks(group: NotificationGroup, marks: readonly RowMark[]): NotificationGroup {
  const covering = marks.filter((mark) => covers(mark, group))
  return covering.length === 0 ? group : Object.assign({}, group, ...covering.map(({ change }) => change))
}

export function covers({ of }: Pick<RowMark, 'of'>, group: NotificationGroup): boolean {
  return 'id' in of ? of.id === group.id : !isNewerId(group.seq, of.upTo)
}
