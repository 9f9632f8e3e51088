import type { Metadata } from 'next'
import { requireViewerOfPage } from '@/app/viewer-of-page'
import { DeviceList } from '@/components/settings/device-list'
import { Section } from '@/components/ui/section'
import { LIMITS } from '@/lib/shared/limits'
import { listSessions } from '@/lib/users/list-sessions'

export const metadata: Metadata = { title: 'Devices' }

export default async function DevicesPage() {
  const viewer = await requireViewerOfPage('/settings/devices')
  const initial = await listSessions(viewer, { limit: LIMITS.page.default })
  return (
    <Section
      title="Devices"
      about="Where you are signed in. If you do not recognise one, sign it out and change your password."
    >
      <DeviceList initial={initial} />
    </Section>
  )
}
