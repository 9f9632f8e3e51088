'use client'

import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { useSubmission } from '@/components/ui/use-submission'
import { signInWithPassword } from './sign-in'

/** `next`: the path of this site to go to afterwards. */
export function SignInForm({ next }: { next: string }) {
  const submission = useSubmission(async (form) => {
    await signInWithPassword(String(form.get('email')), String(form.get('password')))
    // A full page load: what the page holds was rendered for a visitor.
    window.location.assign(next)
  })

  return (
    <SubmissionForm submission={submission} unscripted={{ action: '/api/forms/sign-in', next }}>
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      <SubmitButton submission={submission} unscripted>
        Sign in
      </SubmitButton>
    </SubmissionForm>
  )
}
