import { api } from '@/components/client/api'
import { receive } from '@/components/live/live'
import { toastWithUndo } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Post } from '@/lib/shared/views'

/** Deletes a post, and offers to restore it. */
export async function deletePost(post: Post): Promise<void> {
  try {
    await api.delete(`/api/posts/${post.id}`)
  } catch (error) {
    toastFailure(error)
    return
  }
  receive({ event: 'post', change: { postId: post.id, deleted: true } })
  toastWithUndo('Post deleted', () => void restore(post))
}

async function restore({ id }: Post): Promise<void> {
  try {
    const { post } = await api.post<{ post: Post }>(`/api/posts/${id}/restore`, undefined)
    receive({ event: 'restored', post })
  } catch (error) {
    toastFailure(error)
  }
}
