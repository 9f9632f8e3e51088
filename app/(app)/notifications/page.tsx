import type { Metadata } from 'next'
import { requireViewerOfPage } from '@/app/viewer-of-page'
import { NotificationsPage } from '@/components/notifications/notifications-page'
import { filterOf, pathOf } from '@/components/notifications/notifications-path'
import { listNotifications } from '@/lib/notifications/list-notifications'
import { LIMITS } from '@/lib/shared/limits'

export const metadata: Metadata = { title: 'Notifications' }

type Props = { searchParams: Promise<{ filter?: string | string[] }> }

export default async function Notifications({ searchParams }: Props) {
  const filter = filterOf((await searchParams).filter)
  const viewer = await requireViewerOfPage(pathOf(filter))
  const page = await listNotifications(viewer, { filter, limit: LIMITS.page.default })
  return <NotificationsPage viewerId={String(viewer.id)} rendered={{ filter, page }} />
}
