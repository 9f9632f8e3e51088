'use client'

import type { RefObject } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import type { NotificationFilter } from '@/lib/shared/views'
import { NoRows } from './no-rows'
import { NotificationRows } from './notification-rows'
import { RowSkeletons } from './row-skeletons'
import type { HeldRows } from './use-held-rows'

type ListBodyProps = {
  held: HeldRows
  filter: NotificationFilter
  /** No more rows than this. */
  most?: number
  /** Where keys are listened for; without it everywhere on the page. */
  within?: RefObject<HTMLElement | null>
  onFollow?: () => void
}

/** The rows of a filter, or what stands in their place. */
export function ListBody({ held, filter, most, within, onFollow }: ListBodyProps) {
  const { list, rows, view, load, answers } = held
  if (!view && load.newest === 'failed') {
    return <ErrorState message="Your notifications could not be loaded." onRetry={() => list.load(filter)} />
  }
  if (!view) return <RowSkeletons />
  if (rows.length === 0) return view.nextCursor === null && <NoRows filter={filter} />
  return (
    <NotificationRows list={list} rows={rows.slice(0, most)} answers={answers} within={within} onFollow={onFollow} />
  )
}
