'use client'

import { LoadMore } from '@/components/list/load-more'
import { ErrorState } from '@/components/ui/error-state'
import type { NotificationFilter } from '@/lib/shared/views'
import type { HeldRows } from './use-held-rows'

/** Below the rows: the next page, or that there is none. */
export function OlderRows({ held, filter }: { held: HeldRows; filter: NotificationFilter }) {
  const { list, rows, view, load } = held
  if (!view) return null
  if (view.nextCursor === null) {
    return rows.length > 0 && <p className="py-10 text-center text-ink-faint">That is everything.</p>
  }
  if (load.older === 'failed') {
    return <ErrorState message="Older notifications could not be loaded." onRetry={() => void list.loadOlder(filter)} />
  }
  // Made anew for each page: a list that is still short asks again.
  return (
    <LoadMore key={view.nextCursor} pending={load.older === 'loading'} onLoad={() => void list.loadOlder(filter)} />
  )
}
