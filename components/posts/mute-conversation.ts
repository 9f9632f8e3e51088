import { api } from '@/components/client/api'
import { toast, toastWithUndo } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Post } from '@/lib/shared/views'

/** Ends notifications about comments on a post, except for mentions. */
export async function muteConversation({ id }: Pick<Post, 'id'>): Promise<void> {
  await tryTo(async () => {
    await api.put(`/api/posts/${id}/mute`)
    toastWithUndo('Conversation muted. You still hear of it when somebody mentions you.', () => void unmute(id))
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
    toastFailure(error)
  }
}
