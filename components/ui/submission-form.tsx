import type { FormEventHandler, ReactNode } from 'react'
import { Notice } from './notice'
import type { useSubmission } from './use-submission'

type SubmissionFormProps = {
  submission: ReturnType<typeof useSubmission>
  /** Where the browser sends the form itself, with the page to go to afterwards, as long as the script has not arrived. */
  unscripted?: { action: string; next: string }
  onInput?: FormEventHandler<HTMLFormElement>
  children: ReactNode
}

/** The form of a submission, with the error that belongs to no field above its fields. */
export function SubmissionForm({ submission, unscripted, onInput, children }: SubmissionFormProps) {
  return (
    <form {...submission.formProps} action={unscripted?.action} onInput={onInput} className="flex flex-col gap-5">
      {unscripted && <input type="hidden" name="next" value={unscripted.next} />}
      {submission.message && <Notice look="danger">{submission.message}</Notice>}
      {children}
    </form>
  )
}
