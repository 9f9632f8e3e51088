import { ApiProblem, api } from '@/components/client/api'
import type { Frame } from '@/components/live/frames'
import { onFrame, receive } from '@/components/live/live'
import { refreshLater } from '@/components/live/refresh-later'
import { reportShownPost } from '@/components/live/report-shown-posts'
import { wait } from '@/components/live/waiting'
import type { Post } from '@/lib/shared/views'

/** Everybody who looks at a post hears of a comment at once; their browsers ask within this time. Milliseconds. */
const SOON = 300
/** The number of comments is the same, so most likely the post was liked. But one may have gone as another came. */
const LATER = 10_000
/** Between two readings, however lively it is. */
const PAUSE = 700

/**
 * Keeps the page of a post true while it is open: asks for the comments when the post says that they changed, and for the
 * post when something may have been missed. Returns how to stop, and how to say that the page itself is an old one.
 */
export function followPost(post: Post, loadComments: (signal: AbortSignal) => Promise<void>) {
  let seen = post
  let loading = 0
  let again = false

  const refresh = refreshLater(async (signal) => {
    loading++
    try {
      do {
        again = false
        await loadComments(signal)
        await wait(PAUSE, signal)
      } while (again && !signal.aborted)
    } finally {
      loading--
    }
  })

  function ask(within: number) {
    if (loading > 0) again = true
    else refresh.within(within)
  }

  function hear(frame: Frame) {
    // Without a stream nothing tells of this post.
    if (frame.event === 'polled') void askForPost(post.id)
    if (frame.event !== 'post' || 'deleted' in frame.change || frame.change.post.id !== post.id) return
    const now = frame.change.post
    if (now.updatedAt <= seen.updatedAt) return
    ask(now.commentCount === seen.commentCount ? LATER : SOON)
    seen = now
  }

  const stopHearing = onFrame(hear)
  const stopShowing = reportShownPost(post.id, () => void askForPost(post.id))
  return {
    catchUp() {
      void askForPost(post.id)
      ask(0)
    },
    stop() {
      stopHearing()
      stopShowing()
      refresh.stop()
    },
  }
}

/** Tells this tab what the post is now, or that it is no longer there for this viewer. */
async function askForPost(postId: string): Promise<void> {
  try {
    const answer = await api.get<{ post: Post }>(`/api/posts/${postId}`)
    receive({ event: 'post', change: answer })
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      receive({ event: 'post', change: { postId, deleted: true } })
    }
    // Else the next occasion will do.
  }
}
