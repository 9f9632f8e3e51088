import { api, messageOf } from '@/components/client/api'
import { tell } from '@/components/live/live'
import { toastError, toastWithUndo } from '@/components/ui/toast'
import type { Post } from '@/lib/shared/views'

/** Takes a post from every screen, and offers to bring it back. */
export async function deletePost(post: Post): Promise<void> {
  try {
    await api.delete(`/api/posts/${post.id}`)
  } catch (error) {
    toastError(messageOf(error))
    return
  }
  tell({ event: 'post', change: { postId: post.id, deleted: true } })
  toastWithUndo('Post deleted', () => void restorePost(post))
}

async function restorePost({ id }: Post): Promise<void> {
  try {
    const { post } = await api.post<{ post: Post }>(`/api/posts/${id}/restore`, undefined)
    tell({ event: 'restored', post })
  } catch (error) {
    toastError(messageOf(error))
  }
}
