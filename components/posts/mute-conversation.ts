import { api } from '@/components/client/api'
import { receiveAndShare } from '@/components/live/live'
import { toast, toastWithUndo } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Post } from '@/lib/shared/views'

type Muted = Pick<Post, 'id'>

/** Ends notifications about comments on a post, except for mentions, and offers to undo that. */
export async function muteConversation(post: Muted): Promise<void> {
  if (!(await change(() => api.put<Answer>(pathOf(post))))) return
  toastWithUndo(
    'Conversation muted. You still hear of it when somebody mentions you.',
    () => void unmuteConversation(post),
  )
}

/** Ends the mute. False when that failed, which is then said. */
export async function unmuteConversation(post: Muted): Promise<boolean> {
  const done = await change(() => api.delete<Answer>(pathOf(post)))
  if (done) toast('You hear of this conversation again.')
  return done
}

/** Null: the viewer may not see the post any more. */
type Answer = { post: Post | null }

const pathOf = ({ id }: Muted) => `/api/posts/${id}/mute`

/** Every card of the post, in all tabs, then says whether its conversation is muted. */
async function change(ask: () => Promise<Answer>): Promise<boolean> {
  try {
    const { post } = await ask()
    if (post) receiveAndShare({ event: 'post', change: { post } })
    return true
  } catch (error) {
    toastFailure(error)
    return false
  }
}
