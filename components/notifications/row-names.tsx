import { Fragment } from 'react'
import type { NotificationGroup } from '@/lib/shared/views'

type RowNamesProps = Pick<NotificationGroup, 'actors' | 'actorCount'>

/** "Ana", "Ana and Ben", "Ana, Ben and Cleo", "Ana, Ben and 3 others". */
export function RowNames({ actors, actorCount }: RowNamesProps) {
  const named = actors.slice(0, actorCount > 3 ? 2 : 3)
  const others = actorCount - named.length
  const parts = named.map(({ id, name }) => ({ key: id, part: <bdi className="font-semibold text-ink">{name}</bdi> }))
  if (others > 0) parts.push({ key: 'others', part: <>{othersOf(others, named.length)}</> })
  return parts.map(({ key, part }, nth) => (
    <Fragment key={key}>
      {nth > 0 && (nth === parts.length - 1 ? ' and ' : ', ')}
      {part}
    </Fragment>
  ))
}

/** An account that has just been closed has no name any more, and is counted until its notifications are retracted. */
function othersOf(count: number, named: number): string {
  if (named === 0) return count === 1 ? 'Somebody' : `${count} people`
  return count === 1 ? '1 other' : `${count} others`
}
