'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { SubmissionForm } from '@/components/ui/submission-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { useCloseQuestion } from '@/components/ui/use-close-question'
import { useSubmission } from '@/components/ui/use-submission'
import { addPlace } from './add-place'
import { KindField } from './kind-field'
import { placePath } from './place-path'

type NewPlaceDialogProps = {
  open: boolean
  onClose: () => void
  /** What was searched for: the form begins with it as the name. */
  name: string
}

const KINDS = ['Café', 'Restaurant', 'Bar', 'Park', 'Museum', 'Shop', 'Cinema', 'Library', 'Gym', 'Station']

/** Adds a place for everybody, or finds the one of the same name, and goes to its page. */
export function NewPlaceDialog({ open, onClose, name }: NewPlaceDialogProps) {
  const router = useRouter()
  const [filledIn, setFilledIn] = useState(false)
  const submission = useSubmission(async (data) => {
    const text = (field: string) => String(data.get(field))
    const place = await addPlace({ name: text('name'), kind: text('kind'), address: text('address'), listed: true })
    leave()
    router.push(placePath(place))
  })
  // What is written while it is being sent would be lost with the dialog.
  const { fields, pending: readOnly } = submission

  function leave() {
    setFilledIn(false)
    onClose()
  }
  const { close, question } = useCloseQuestion(open && filledIn, leave)

  return (
    <Dialog open={open} onClose={close} title="Add a place">
      <SubmissionForm submission={submission} onInput={(event) => setFilledIn(isFilledIn(event.currentTarget))}>
        <TextField label="Name" name="name" defaultValue={name} readOnly={readOnly} error={fields.name} />
        <KindField label="Kind" name="kind" list="place-kinds" readOnly={readOnly} error={fields.kind} />
        <datalist id="place-kinds">
          {KINDS.map((kind) => (
            <option key={kind} value={kind} />
          ))}
        </datalist>
        <TextField
          label="Address"
          name="address"
          hint="If it helps to find it."
          readOnly={readOnly}
          error={fields.address}
        />
        <SubmitButton submission={submission}>Add place</SubmitButton>
      </SubmissionForm>
      {question}
    </Dialog>
  )
}

/** True when there is something in a field that was not there when the dialog opened. */
function isFilledIn(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll('input')].some(({ value, defaultValue }) => value !== defaultValue)
}
