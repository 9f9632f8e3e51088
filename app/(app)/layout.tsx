import type { ReactNode } from 'react'
import { NeedsScript } from '@/app/needs-script'
import { ViewerMark } from '@/app/viewer-mark'
import { userOf, viewerOfPage } from '@/app/viewer-of-page'
import { LiveStream } from '@/components/live/live-stream'
import { AppShell } from '@/components/shell/app-shell'
import { SessionGate } from '@/components/shell/session-gate'
import { RenderedAtProvider } from '@/components/ui/rendered-at'
import { presentState } from '@/lib/notifications/notification-state'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await viewerOfPage()
  const viewerId = viewer && String(viewer.id)
  const page = (
    <AppShell member={viewer && { viewer: userOf(viewer), notifications: presentState(viewer) }}>
      <ViewerMark viewer={viewer} />
      <NeedsScript member={viewer !== null} />
      {children}
    </AppShell>
  )
  return (
    <RenderedAtProvider at={new Date().toISOString()}>
      {viewerId ? <SessionGate viewerId={viewerId}>{page}</SessionGate> : page}
      {viewerId && <LiveStream viewerId={viewerId} />}
    </RenderedAtProvider>
  )
}
