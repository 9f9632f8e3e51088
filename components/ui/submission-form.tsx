import type { ReactNode } from 'react'
import { Notice } from './notice'
import type { useSubmission } from './use-submission'

type SubmissionFormProps = { submission: ReturnType<typeof useSubmission>; children: ReactNode }

/** The form of a submission, with the error that belongs to no field above its fields. */
export function SubmissionForm({ submission, children }: SubmissionFormProps) {
  return (
    <form {...submission.formProps} className="flex flex-col gap-5">
      {submission.message && <Notice look="danger">{submission.message}</Notice>}
      {children}
    </form>
  )
}
