'use client'

import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from './confirm-dialog'
import { useLeaveQuestion } from './use-leave-question'

type CloseQuestion = {
  /** Closes, or asks first. */
  close: () => void
  /** The dialog that asks. It belongs inside the dialog that is to be closed. */
  question: ReactNode
}

/** Asks before a dialog is closed, or the page is left, in which something was written. */
export function useCloseQuestion(hasChanges: boolean, onClose: () => void): CloseQuestion {
  const [asking, setAsking] = useState(false)
  useLeaveQuestion(hasChanges)

  function discard() {
    setAsking(false)
    onClose()
  }

  return {
    close: () => (hasChanges ? setAsking(true) : onClose()),
    question: (
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Discard your changes?"
        confirm="Discard"
        cancel="Keep editing"
        danger
        onConfirm={discard}
      >
        What you have written here is not saved.
      </ConfirmDialog>
    ),
  }
}
