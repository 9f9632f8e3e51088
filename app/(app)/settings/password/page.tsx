import type { Metadata } from 'next'
import { requireViewerOfPage } from '@/app/viewer-of-page'
import { PasswordForm } from '@/components/settings/password-form'
import { Card } from '@/components/ui/card'
import { Section } from '@/components/ui/section'

export const metadata: Metadata = { title: 'Password' }

export default async function PasswordPage() {
  await requireViewerOfPage('/settings/password')
  return (
    <Section title="Password" about="Changing it signs out every other device.">
      <Card className="p-4 max-sm:rounded-none max-sm:border-x-0 sm:p-6">
        <PasswordForm />
      </Card>
    </Section>
  )
}
