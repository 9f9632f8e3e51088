import { ApiProblem, api } from '@/components/client/api'
import { receive } from '@/components/live/live'
import type { Post } from '@/lib/shared/views'

/**
 * Loads the present version of a post for all of this tab. Calls `onHidden` when this viewer may not see it. After another
 * error the page stays as it is until the next change or renewal.
 */
export async function loadPost(postId: string, onHidden: () => void = () => undefined): Promise<void> {
  try {
    const change = await api.get<{ post: Post }>(`/api/posts/${postId}`)
    receive({ event: 'post', change })
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) onHidden()
  }
}
