'use client'

import type { ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'

type ConfirmDialogProps = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** The label of the button that confirms: a verb. */
  confirm: string
  cancel?: string
  onConfirm: () => void
  danger?: boolean
  pending?: boolean
}

/** Asks before something that cannot easily be undone. */
export function ConfirmDialog({
  confirm,
  cancel = 'Cancel',
  onConfirm,
  danger = false,
  pending = false,
  children,
  ...dialog
}: ConfirmDialogProps) {
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <Button look="quiet" onClick={dialog.onClose}>
            {cancel}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} pending={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="text-ink-soft">{children}</div>
    </Dialog>
  )
}
