'use client'

import { useRouter } from 'next/navigation'
import { api } from '@/components/client/api'
import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import { useSubmission } from '@/components/ui/use-submission'
import { LIMITS } from '@/lib/shared/limits'
import type { User } from '@/lib/shared/views'

/** Changes name and bio of the viewer. */
export function ProfileForm({ user }: { user: User }) {
  const router = useRouter()
  const submission = useSubmission(async (form) => {
    await api.patch('/api/me', { name: String(form.get('name')), bio: String(form.get('bio')) })
    toast('Your profile is saved.')
    router.refresh()
  })
  const { fields } = submission

  return (
    <SubmissionForm submission={submission}>
      <TextField label="Name" name="name" autoComplete="name" defaultValue={user.name} error={fields.name} />
      <TextArea
        label="About you"
        name="bio"
        hint={`A sentence or two, at most ${LIMITS.bio.max} characters. Everyone can read it.`}
        defaultValue={user.bio}
        error={fields.bio}
      />
      <SubmitButton submission={submission} className="self-start">
        Save profile
      </SubmitButton>
    </SubmissionForm>
  )
}
