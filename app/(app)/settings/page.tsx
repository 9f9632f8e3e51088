import type { Metadata } from 'next'
import { requireViewerOfPage, userOf } from '@/app/viewer-of-page'
import { ProfileForm } from '@/components/settings/profile-form'
import { Card } from '@/components/ui/card'
import { Section } from '@/components/ui/section'

export const metadata: Metadata = { title: 'Settings' }

export default async function ProfileSettingsPage() {
  const viewer = await requireViewerOfPage('/settings')
  return (
    <Section title="Profile" about="How others see you.">
      <Card className="p-4 max-sm:rounded-none max-sm:border-x-0 sm:p-6">
        <ProfileForm user={userOf(viewer)} />
      </Card>
    </Section>
  )
}
