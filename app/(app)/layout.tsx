import type { ReactNode } from 'react'
import { userOf, viewerOfPage } from '@/app/viewer-of-page'
import { LiveStream } from '@/components/live/live-stream'
import { AppShell } from '@/components/shell/app-shell'
import { SessionGate } from '@/components/shell/session-gate'
import { presentState } from '@/lib/notifications/notification-state'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await viewerOfPage()
  if (!viewer) return <AppShell member={null}>{children}</AppShell>
  const viewerId = String(viewer.id)
  return (
    <>
      <SessionGate viewerId={viewerId}>
        <AppShell member={{ viewer: userOf(viewer), notifications: presentState(viewer) }}>{children}</AppShell>
      </SessionGate>
      <LiveStream viewerId={viewerId} />
    </>
  )
}
