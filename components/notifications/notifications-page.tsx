'use client'

import { useSearchParams } from 'next/navigation'
import { useBell } from '@/components/live/use-bell'
import { useRowSource } from '@/components/scroll/row-source'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { FilterTabs } from './filter-tabs'
import { ListBody } from './list-body'
import { markAllRead } from './mark-rows'
import { filterOf } from './notifications-path'
import { OlderRows } from './older-rows'
import { type Rendered, useBellRows } from './use-bell-rows'
import { useSeen } from './use-seen'

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

  return (
    <>
      <PageHeader
        title="Notifications"
        action={
          <Button
            size="small"
            disabled={unread === 0 || !view}
            title={unread === 0 ? 'Everything is read' : undefined}
            onClick={() => view && markAllRead(list, view.headSeq)}
          >
            Mark all as read
          </Button>
        }
      />
      <FilterTabs filter={filter} unread={unread} />
      <Card className="overflow-hidden max-sm:rounded-none max-sm:border-x-0">
        <ListBody key={filter} bellRows={bellRows} filter={filter} />
      </Card>
      <OlderRows bellRows={bellRows} filter={filter} />
    </>
  )
}
