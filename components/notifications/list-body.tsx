'use client'

import type { RefObject } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import type { NotificationFilter } from '@/lib/shared/views'
import { NoRows } from './no-rows'
import { NotificationRows } from './notification-rows'
import { RowSkeletons } from './row-skeletons'
import type { BellRows } from './use-bell-rows'

type ListBodyProps = {
  bellRows: BellRows
  filter: NotificationFilter
  /** No more rows than this. */
  most?: number
  /** The element whose keys work on the rows; without it the whole page. */
  within?: RefObject<HTMLElement | null>
  onFollow?: () => void
}

/** The rows of a filter; or that they are loading, failed to load, or are none. */
export function ListBody({ bellRows, filter, most, within, onFollow }: ListBodyProps) {
  const { list, rows, view, load, outcomes } = bellRows
  if (!view && load.newest === 'failed') {
    return <ErrorState message="Your notifications could not be loaded." onRetry={() => list.load(filter)} />
  }
  if (!view) return <RowSkeletons />
  if (rows.length === 0) return view.nextCursor === null && <NoRows filter={filter} />
  return (
    <NotificationRows list={list} rows={rows.slice(0, most)} outcomes={outcomes} within={within} onFollow={onFollow} />
  )
}
