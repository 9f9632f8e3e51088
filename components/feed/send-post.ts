import { api, messageOf } from '@/components/client/api'
import { newKey } from '@/components/client/idempotency-key'
import { type Composition, composition } from '@/components/composer/composition'
import { receive } from '@/components/live/live'
import { UNDO } from '@/components/posts/delete-post'
import { toast, toastError } from '@/components/ui/toast'
import type { Post } from '@/lib/shared/views'
import { addDraft, dropDraft, failDraft, settleDraft } from './drafts'
import type { Feed } from './feed'
import type { Draft } from './feed-state'

/** After so many milliseconds without an answer nobody knows; Retry finds out, with the same key. */
const PATIENCE = 20_000

/** Shows a new post at once and sends it. */
export function sendPost(feed: Feed, { text, audience, activity }: Composition): void {
  const draft: Draft = {
    key: newKey(),
    text,
    audience,
    activity,
    state: 'pending',
    createdAt: new Date().toISOString(),
  }
  void send(feed, draft)
}

/** Sends a failed draft again: under the same key, so it becomes one post even if the first attempt had arrived. */
export function retryPost(feed: Feed, draft: Draft): void {
  void send(feed, { ...draft, state: 'pending', problem: undefined })
}

/** Takes a failed draft back for editing; with nothing in the composer, its text goes there. */
export function discardPost(feed: Feed, draft: Draft): void {
  feed.change((state) => dropDraft(state, draft.key))
  handBack(draft)
}

async function send(feed: Feed, draft: Draft): Promise<void> {
  const { key, text, audience, activity } = draft
  feed.change((state) => addDraft(state, draft))
  const body = { text, audience, activity: activity && { verb: activity.verb, placeId: activity.place.id } }
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    const { post } = await api.post<{ post: Post }>('/api/posts', body, { idempotencyKey: key, signal })
    feed.change((state) => settleDraft(state, key, post))
    toast('Posted', { duration: UNDO, action: { label: 'Undo', onClick: () => void undo(draft, post) } })
  } catch (error) {
    feed.change((state) => failDraft(state, key, messageOf(error)))
  }
}

/** Takes a post back from every screen, and gives its text back. */
async function undo(draft: Draft, { id }: Post): Promise<void> {
  try {
    await api.delete(`/api/posts/${id}`)
    receive({ event: 'post', change: { postId: id, deleted: true } })
    handBack(draft)
  } catch (error) {
    toastError(messageOf(error))
  }
}

function handBack({ text, audience, activity }: Draft): void {
  const { text: written, activity: chosen } = composition.get()
  if (written === '' && chosen === null) composition.set({ text, audience, activity })
}
