'use client'

import { useState } from 'react'
import { ApiProblem } from '@/components/client/api'
import { usePerson } from '@/components/client/use-person'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { fullName } from '@/components/ui/full-name'
import { toast } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Comment } from '@/lib/shared/views'
import type { Conversation } from './conversation'
import { removeComment } from './conversation-state'

type DeleteCommentDialogProps = { conversation: Conversation; comment: Comment; own: boolean; onClose: () => void }

/** Asks before a comment is deleted: that cannot be undone. */
export default function DeleteCommentDialog({ conversation, comment, own, onClose }: DeleteCommentDialogProps) {
  const [pending, setPending] = useState(false)
  const author = usePerson(comment.author)

  async function remove() {
    setPending(true)
    try {
      await conversation.remove(comment.id)
      toast('Comment deleted')
    } catch (error) {
      // Somebody else has deleted it already.
      if (error instanceof ApiProblem && error.status === 404) {
        conversation.change((state) => removeComment(state, comment.id))
      } else toastFailure(error)
    }
    onClose()
  }

  return (
    <ConfirmDialog
      open
      danger
      title="Delete this comment?"
      confirm="Delete"
      pending={pending}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {own
        ? 'It disappears for everybody, and cannot be brought back.'
        : `What ${fullName(author)} wrote disappears for everybody, and cannot be brought back.`}
    </ConfirmDialog>
  )
}
