'use client'

import { LoadMore } from '@/components/list/load-more'
import { ErrorState } from '@/components/ui/error-state'
import type { NotificationFilter } from '@/lib/shared/views'
import type { BellRows } from './use-bell-rows'

/** Below the rows: loads the next page, or says that there is none. */
export function OlderRows({ bellRows, filter }: { bellRows: BellRows; filter: NotificationFilter }) {
  const { list, rows, view, load } = bellRows
  if (!view) return null
  if (view.nextCursor === null) {
    return rows.length > 0 && <p className="py-10 text-center text-ink-faint">That is everything.</p>
  }
  if (load.older === 'failed') {
    return <ErrorState message="Older notifications could not be loaded." onRetry={() => void list.loadOlder(filter)} />
  }
  // A new element for each page: when the list is still shorter than the window, it loads the next page at once.
  return (
    <LoadMore key={view.nextCursor} pending={load.older === 'loading'} onLoad={() => void list.loadOlder(filter)} />
  )
}
