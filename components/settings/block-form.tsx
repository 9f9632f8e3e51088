'use client'

import { ApiProblem, api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import { useSubmission } from '@/components/ui/use-submission'

/** Blocks somebody by their name: also somebody who blocks the viewer, and whose profile therefore is not there for them. */
export function BlockForm() {
  const submission = useSubmission(async (data, form) => {
    const handle = String(data.get('handle')).trim().replace(/^@/, '')
    await api.put(`/api/users/${encodeURIComponent(handle || '@')}/block`).catch(atItsField)
    form.reset()
    void queryClient().invalidateQueries({ queryKey: ['people'] })
    queryClient().removeQueries({ queryKey: ['relation', handle] })
    toast(`You block @${handle}.`)
  })

  return (
    <SubmissionForm submission={submission}>
      <TextField
        label="Name"
        name="handle"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="Blocks somebody by their @name, also when you do not find them here."
        error={submission.fields.handle}
      />
      <SubmitButton submission={submission} className="self-start">
        Block
      </SubmitButton>
    </SubmissionForm>
  )
}

function atItsField(error: unknown): never {
  if (!(error instanceof ApiProblem) || !WORDS[error.code]) throw error
  const { status, code, message } = error
  throw new ApiProblem({ status, code, message, fields: { handle: WORDS[code] ?? message } })
}

/** After the label. */
const WORDS: Record<string, string> = { user_not_found: 'belongs to nobody', own_relation: 'is your own' }
