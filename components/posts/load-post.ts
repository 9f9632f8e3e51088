import { ApiProblem, api } from '@/components/client/api'
import { newReceipt } from '@/components/live/known-post'
import { live, receive } from '@/components/live/live'
import { isGone } from '@/components/live/live-state'
import type { Post } from '@/lib/shared/views'

/**
 * Loads the present version of a post for all of this tab. Calls `onHidden` when this viewer may not see it. After another
 * error the page stays as it is until the next change or renewal. An answer that was asked for before the post vanished may be
 * older than that, so it is asked for again.
 */
export async function loadPost(postId: string, onHidden: () => void = () => undefined): Promise<void> {
  const asked = newReceipt()
  try {
    const change = await api.get<{ post: Post }>(`/api/posts/${postId}`)
    const known = live.get().postChanges.get(postId)
    if (isGone(known) && known.receipt > asked) return loadPost(postId, onHidden)
    receive({ event: 'post', change })
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) onHidden()
  }
}
