'use client'

import { ApiProblem, api } from '@/components/client/api'
import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import { useSubmission } from '@/components/ui/use-submission'
import { LIMITS } from '@/lib/shared/limits'

/** Changes the password, which ends all other sessions. */
export function PasswordForm() {
  const submission = useSubmission(async (data, form) => {
    const [currentPassword, newPassword] = [String(data.get('currentPassword')), String(data.get('newPassword'))]
    await api.put('/api/me/password', { currentPassword, newPassword }).catch(atItsField)
    form.reset()
    toast('Your password is changed. All other devices are signed out.')
  })
  const { fields } = submission

  return (
    <SubmissionForm submission={submission}>
      <TextField
        label="Current password"
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        error={fields.currentPassword}
      />
      <TextField
        label="New password"
        name="newPassword"
        type="password"
        autoComplete="new-password"
        hint={`At least ${LIMITS.password.min} characters.`}
        error={fields.newPassword}
      />
      <SubmitButton submission={submission} className="self-start">
        Change password
      </SubmitButton>
    </SubmissionForm>
  )
}

function atItsField(error: unknown): never {
  if (!(error instanceof ApiProblem) || error.code !== 'wrong_password') throw error
  const { status, code, message } = error
  throw new ApiProblem({ status, code, message, fields: { currentPassword: 'is not right' } })
}
