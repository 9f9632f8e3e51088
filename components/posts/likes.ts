import { api } from '@/components/client/api'
import { createStore } from '@/components/client/store'
import type { Frame } from '@/components/live/frames'
import type { KnownPost } from '@/components/live/known-post'
import { live, onFrame, receiveAndShare } from '@/components/live/live'
import { latestOf } from '@/components/live/live-state'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Post } from '@/lib/shared/views'
import {
  dueLike,
  failLike,
  type LikeState,
  learnLike,
  likeOf,
  NO_LIKE,
  settleLike,
  shownLike,
  withPress,
} from './like-state'

const likes = createStore<ReadonlyMap<string, LikeState>>(new Map())
let listening = false

/** What is known about the viewer's like of a post, pressed in this tab or another. */
export function likeOfPost(id: string): LikeState {
  return likes.get().get(id) ?? NO_LIKE
}

/** Calls back when any like has changed. */
export function watchLikes(listener: () => void): () => void {
  // Other tabs share their answers as frames.
  if (!listening) onFrame(receiveAnswer)
  listening = true
  return likes.subscribe(listener)
}

/** Likes a post, or unlikes it: on the screen at once, then at the server. The last press wins. */
export function pressLike(post: KnownPost): void {
  change(post.id, (state) => withPress(state, shownLike(post, state)))
  void send(post)
}

async function send(post: KnownPost): Promise<void> {
  const { id } = post
  const due = dueLike(likeOfPost(id))
  if (due === null) return
  change(id, (state) => ({ ...state, sending: due }))
  try {
    const { post: now } = await ask(id, due)
    change(id, (state) => settleLike(state, now))
    receiveAndShare({ event: 'post', change: { post: now } })
  } catch (error) {
    change(id, failLike)
    if (dueLike(likeOfPost(id)) === null) toastFailure(error, () => tryAgain(post, due))
  }
  await send(post)
}

function ask(id: string, liked: boolean): Promise<{ post: Post }> {
  const path = `/api/posts/${id}/like`
  return liked ? api.put<{ post: Post }>(path) : api.delete<{ post: Post }>(path)
}

function tryAgain(post: KnownPost, wanted: boolean): void {
  const now = latestOf(post, live.get().postChanges.get(post.id))
  if (now && shownLike(now, likeOfPost(post.id)).liked !== wanted) pressLike(now)
}

function change(id: string, step: (state: LikeState) => LikeState): void {
  likes.change((all) => new Map(all).set(id, step(all.get(id) ?? NO_LIKE)))
}

function receiveAnswer(frame: Frame): void {
  if (frame.event !== 'post' || 'deleted' in frame.change) return
  const { post } = frame.change
  if (post.viewer) change(post.id, (state) => learnLike(state, likeOf(post)))
}
