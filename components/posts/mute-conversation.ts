import { api, messageOf } from '@/components/client/api'
import { toast, toastError } from '@/components/ui/toast'
import type { Post } from '@/lib/shared/views'
import { UNDO } from './delete-post'

/** Ends notifications about comments on a post, except for mentions. */
export async function muteConversation({ id }: Pick<Post, 'id'>): Promise<void> {
  await tryTo(async () => {
    await api.put(`/api/posts/${id}/mute`)
    const undo = { label: 'Undo', onClick: () => void unmute(id) }
    toast('Conversation muted. You still hear of it when somebody mentions you.', { duration: UNDO, action: undo })
  })
}

async function unmute(id: string): Promise<void> {
  await tryTo(async () => {
    await api.delete(`/api/posts/${id}/mute`)
    toast('You hear of this conversation again')
  })
}

async function tryTo(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    toastError(messageOf(error))
  }
}
