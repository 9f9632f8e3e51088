'use client'

import { Archive, AtSign, Bell, CheckCheck } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { NotificationFilter } from '@/lib/shared/views'
import { NotificationRows } from './notification-rows'
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

const WIDTHS = ['w-3/4', 'w-2/3', 'w-4/5', 'w-1/2']

/** Grey shapes while the rows are loading. */
function RowSkeletons() {
  return (
    <div role="status" aria-label="Notifications: loading" className="divide-y divide-line">
      {WIDTHS.map((width) => (
        <div key={width} className="flex gap-3.5 px-4 py-3.5">
          <Skeleton className="size-[44px] shrink-0 rounded-full" />
          <div className="flex-1 space-y-2 pt-1">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3.5 w-11/12" />
            <Skeleton className="h-3 w-16" />
          </div>
        </div>
      ))}
    </div>
  )
}

const WORDS: Record<NotificationFilter, { icon: ReactNode; title: string; text: string }> = {
  all: {
    icon: <Bell />,
    title: 'You are all caught up',
    text: 'When somebody follows you, mentions you, or likes or comments on what you post, it appears here.',
  },
  unread: { icon: <CheckCheck />, title: 'You are all caught up', text: 'There is nothing that you have not read.' },
  mentions: {
    icon: <AtSign />,
    title: 'No mentions yet',
    text: 'When somebody writes your name with an @ in front, it appears here.',
  },
  archived: { icon: <Archive />, title: 'Nothing is archived', text: 'What you put away stays here for a while.' },
}

/** Says that a filter has no rows. */
function NoRows({ filter }: { filter: NotificationFilter }) {
  const { icon, title, text } = WORDS[filter]
  return (
    <EmptyState icon={icon} title={title}>
      {text}
    </EmptyState>
  )
}
