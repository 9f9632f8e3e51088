import type { ReactNode } from 'react'
import { NeedsScript } from '@/app/needs-script'
import { ViewerMark } from '@/app/viewer-mark'
import { userOf, viewerOfPage } from '@/app/viewer-of-page'
import { LiveStream } from '@/components/live/live-stream'
import { AppShell } from '@/components/shell/app-shell'
import { RenderedAtProvider } from '@/components/ui/rendered-at'
import { presentState } from '@/lib/notifications/notification-state'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await viewerOfPage()
  return (
    <RenderedAtProvider at={new Date().toISOString()}>
      <AppShell member={viewer && { viewer: userOf(viewer), notifications: presentState(viewer) }}>
        <ViewerMark viewer={viewer} />
        <NeedsScript member={viewer !== null} />
        {children}
        {viewer && <LiveStream viewerId={String(viewer.id)} />}
      </AppShell>
    </RenderedAtProvider>
  )
}
