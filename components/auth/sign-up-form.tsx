'use client'

import { api } from '@/components/client/api'
import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { useSubmission } from '@/components/ui/use-submission'
import { LIMITS } from '@/lib/shared/limits'
import { signInWithPassword } from './sign-in'

/** `next`: the path of this site to go to afterwards. */
export function SignUpForm({ next }: { next: string }) {
  const submission = useSubmission(async (form) => {
    const text = (name: string) => String(form.get(name))
    const [email, password] = [text('email'), text('password')]
    await api.post('/api/users', { name: text('name'), handle: text('handle'), email, password })
    await signInWithPassword(email, password)
    window.location.assign(next)
  })
  const { fields } = submission

  return (
    <SubmissionForm submission={submission} unscripted={{ action: '/api/forms/sign-up', next }}>
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        hint="As your friends know you."
        error={fields.name}
        required
      />
      <TextField
        label="Handle"
        name="handle"
        autoComplete="nickname"
        autoCapitalize="none"
        spellCheck={false}
        hint="Letters, digits and _. Others find you by it."
        error={fields.handle}
        required
      />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        hint="For signing in. Nobody sees it."
        error={fields.email}
        required
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${LIMITS.password.min} characters. A short sentence is good.`}
        error={fields.password}
        required
      />
      <SubmitButton submission={submission} unscripted>
        Create account
      </SubmitButton>
    </SubmissionForm>
  )
}
