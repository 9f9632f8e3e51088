'use client'

import { type RefObject, useRef } from 'react'
import { ROW_KEY } from '@/components/scroll/row-position'
import { useShortcuts } from '@/components/shortcuts/use-shortcuts'
import type { NotificationGroup } from '@/lib/shared/views'
import type { BellList } from './bell-list'
import type { BellListState } from './bell-list-state'
import { archive, markUnread } from './mark-rows'
import { NotificationRow } from './notification-row'
import { useRowFocus } from './use-row-focus'

type NotificationRowsProps = {
  list: BellList
  rows: readonly NotificationGroup[]
  outcomes: BellListState['outcomes']
  /** The element whose keys work on the rows; without it the whole page. */
  within?: RefObject<HTMLElement | null>
  /** The link of a row was opened. */
  onFollow?: () => void
}

/** The rows, and the keys that work on them. */
export function NotificationRows({ list, rows, outcomes, within, onFollow }: NotificationRowsProps) {
  const element = useRef<HTMLUListElement>(null)
  const { focusedAt, focusRow, openRow, firstInView, handlers } = useRowFocus(element, rows)

  /** A new request in the same row has not been answered yet. */
  const outcomeOf = ({ id, seq }: NotificationGroup) => {
    const answered = outcomes.get(id)
    return answered?.seq === seq ? answered.outcome : undefined
  }
  const step = (by: 1 | -1) => focusRow(focusedAt() < 0 ? firstInView() : focusedAt() + by)
  const withRow = (act: (list: BellList, row: NotificationGroup) => void) => {
    const row = rows[focusedAt()]
    if (row) act(list, row)
  }
  const press = (key: string): boolean => {
    if (key === 'j') step(1)
    else if (key === 'k') step(-1)
    else if (key === 'o') openRow()
    else if (key === 'e') withRow(archive)
    else if (key === 'U') withRow(markUnread)
    else return false
    return true
  }
  useShortcuts(press, { within })

  return (
    <ul ref={element} aria-label="Notifications" className="@container divide-y divide-line" {...handlers}>
      {rows.map((group) => (
        <li key={group.id} {...{ [ROW_KEY]: group.id }}>
          <NotificationRow list={list} group={group} outcome={outcomeOf(group)} onFollow={onFollow} />
        </li>
      ))}
    </ul>
  )
}
