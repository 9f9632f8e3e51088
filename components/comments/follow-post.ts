import { ApiProblem, api } from '@/components/client/api'
import type { Frame } from '@/components/live/frames'
import { onFrame, receive } from '@/components/live/live'
import { refreshLater } from '@/components/live/refresh-later'
import { reportShownPost } from '@/components/live/report-shown-post'
import { wait } from '@/components/live/waiting'
import type { Post } from '@/lib/shared/views'

/** A new comment is delivered to all watchers at once. Each of their browsers requests it within so many milliseconds. */
const SOON = 300
/**
 * With the same number of comments, most likely the post was liked. But one may have been deleted while another was
 * written.
 */
const LATER = 10_000
/** Milliseconds between two requests, however many comments are written. */
const PAUSE = 700

/**
 * Keeps the page of a post current while it is open: requests the comments when a frame of the post shows that they may
 * have changed, and the post when frames may have been missed. `catchUp` is for a page that is an old one itself.
 */
export function followPost(post: Post, loadComments: (signal: AbortSignal) => Promise<void>) {
  let seen = post
  let loading = 0
  let changedMeanwhile = false

  const refresh = refreshLater(async (signal) => {
    loading++
    try {
      do {
        changedMeanwhile = false
        await loadComments(signal)
        await wait(PAUSE, signal)
      } while (changedMeanwhile && !signal.aborted)
    } finally {
      loading--
    }
  })

  function refreshWithin(within: number) {
    if (loading > 0) changedMeanwhile = true
    else refresh.within(within)
  }

  function receiveFrame(frame: Frame) {
    // An answer to a poll contains no changes of posts.
    if (frame.event === 'polled') void loadPost(post.id)
    if (frame.event !== 'post' || 'deleted' in frame.change || frame.change.post.id !== post.id) return
    const now = frame.change.post
    if (now.updatedAt <= seen.updatedAt) return
    refreshWithin(now.commentCount === seen.commentCount ? LATER : SOON)
    seen = now
  }

  const stopReceiving = onFrame(receiveFrame)
  const stopShowing = reportShownPost(post.id, () => void loadPost(post.id))
  return {
    catchUp() {
      void loadPost(post.id)
      refreshWithin(0)
    },
    stop() {
      stopReceiving()
      stopShowing()
      refresh.stop()
    },
  }
}

/** Loads the post for all of this tab: its current version, or that it is gone for this viewer. */
async function loadPost(postId: string): Promise<void> {
  try {
    const answer = await api.get<{ post: Post }>(`/api/posts/${postId}`)
    receive({ event: 'post', change: answer })
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) {
      receive({ event: 'post', change: { postId, deleted: true } })
    }
    // After another error the page stays as it is until the next change or renewal.
  }
}
