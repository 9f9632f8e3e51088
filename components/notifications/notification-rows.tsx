'use client'

import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { keyOfPress } from '@/components/shortcuts/shortcuts'
import type { Friendship, NotificationGroup } from '@/lib/shared/views'
import type { HeldList } from './held-list'
import { archive, markUnread } from './mark'
import { NotificationRow } from './notification-row'
import { useRowFocus } from './use-row-focus'

type NotificationRowsProps = {
  list: HeldList
  rows: readonly NotificationGroup[]
  answers: ReadonlyMap<string, Friendship>
  /** Where keys are listened for; without it everywhere on the page. */
  within?: RefObject<HTMLElement | null>
  /** A row's link was followed. */
  onFollow?: () => void
}

/** The rows, and the keys that work on them. */
export function NotificationRows({ list, rows, answers, within, onFollow }: NotificationRowsProps) {
  const element = useRef<HTMLUListElement>(null)
  const { focusedAt, focusRow, seenAt, handlers } = useRowFocus(element, rows)

  const step = (by: 1 | -1) => focusRow(focusedAt() < 0 ? seenAt() : focusedAt() + by)
  const withRow = (act: (list: HeldList, row: NotificationGroup) => void) => {
    const row = rows[focusedAt()]
    if (row) act(list, row)
  }
  const press = useEffectEvent((event: KeyboardEvent) => {
    const key = keyOfPress(event)
    if (key === 'j') step(1)
    else if (key === 'k') step(-1)
    else if (key === 'e') withRow(archive)
    else if (key === 'U') withRow(markUnread)
    else return
    event.preventDefault()
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    const place = within?.current ?? document.body
    place.addEventListener('keydown', listener)
    return () => place.removeEventListener('keydown', listener)
  }, [within])

  return (
    <ul ref={element} aria-label="Notifications" className="@container divide-y divide-line" {...handlers}>
      {rows.map((group) => (
        <li key={group.id}>
          <NotificationRow list={list} group={group} outcome={answers.get(group.id)} onFollow={onFollow} />
        </li>
      ))}
    </ul>
  )
}
