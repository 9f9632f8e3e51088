import type { FormEventHandler, ReactNode } from 'react'
import { Notice } from './notice'
import type { useSubmission } from './use-submission'

type SubmissionFormProps = {
  submission: ReturnType<typeof useSubmission>
  onInput?: FormEventHandler<HTMLFormElement>
  children: ReactNode
}

/** The form of a submission, with the error that belongs to no field above its fields. */
export function SubmissionForm({ submission, onInput, children }: SubmissionFormProps) {
  return (
    <form {...submission.formProps} onInput={onInput} className="flex flex-col gap-5">
      {submission.message && <Notice look="danger">{submission.message}</Notice>}
      {children}
    </form>
  )
}
