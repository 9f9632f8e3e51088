import { api } from '@/components/client/api'
import { asComposition, returnToComposition } from '@/components/composer/composition'
import { receive } from '@/components/live/live'
import { isRefusal, toastFailure } from '@/components/ui/toast-failure'
import type { UnsentPost } from '@/components/unsent/unsent'
import type { Post } from '@/lib/shared/views'

/**
 * Deletes the post, on all screens. Its text goes back to the composer, and so to the disk, before it is deleted: the answer
 * may never come. Only when the server refuses, the text is where it was, and not here.
 */
export async function undoPost(unsent: UnsentPost, { id }: Pick<Post, 'id'>): Promise<void> {
  const takeAway = returnToComposition(unsent.viewerId, asComposition(unsent.viewerId, unsent))
  try {
    await api.delete(`/api/posts/${id}`)
    receive({ event: 'post', change: { postId: id, deleted: true } })
  } catch (error) {
    if (isRefusal(error)) takeAway()
    toastFailure(error)
  }
}
