'use client'

import { useSearchParams } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { useBell } from '@/components/live/use-bell'
import { useRowSource } from '@/components/scroll/row-source'
import { keyOfPress } from '@/components/shortcuts/shortcuts'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { usePageKeys } from '@/components/ui/keys'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { PageHeader } from '@/components/ui/page-header'
import { FilterTabs } from './filter-tabs'
import { ListBody } from './list-body'
import { markAllRead } from './mark-rows'
import { filterOf } from './notifications-path'
import { OlderRows } from './older-rows'
import { type Rendered, useBellRows } from './use-bell-rows'
import { useSeen } from './use-seen'

const ShortcutsDialog = lazy(lazyRetry(() => import('@/components/shortcuts/shortcuts-dialog')))

/** All notifications of the viewer, live. `rendered` is the first page as the server read it. */
export function NotificationsPage({ viewerId, rendered }: { viewerId: string; rendered: Rendered }) {
  const filter = filterOf(useSearchParams().get('filter'))
  const { unread, unseen } = useBell(rendered.page.state)
  const bellRows = useBellRows(viewerId, filter, rendered)
  const { list, view, rows } = bellRows
  useRowSource({
    name: filter,
    keys: () => rows.map(({ id }) => id),
    loadMore: async () => {
      await list.loadOlder(filter)
      const { views, loads } = list.store.get()
      return typeof views[filter]?.nextCursor === 'string' && loads[filter].older !== 'failed'
    },
  })
  useSeen({ list, filter, view, unseen })

  const [helping, setHelping] = useState(false)
  usePageKeys((event) => {
    if (keyOfPress(event) === '?') setHelping(true)
  })

  return (
    <>
      <PageHeader
        title="Notifications"
        action={
          <Button size="small" disabled={unread === 0 || !view} onClick={() => view && markAllRead(list, view.headSeq)}>
            Mark all as read
          </Button>
        }
      />
      <FilterTabs filter={filter} unread={unread} />
      <Card className="overflow-hidden max-sm:rounded-none max-sm:border-x-0">
        <ListBody key={filter} bellRows={bellRows} filter={filter} />
      </Card>
      <OlderRows bellRows={bellRows} filter={filter} />
      {helping && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </>
  )
}
