import { api } from '@/components/client/api'
import type { Comment, Post } from '@/lib/shared/views'
import { type Fate, fateOf } from './fate-of'
import { askAboutOld, nextUnsent } from './next-unsent'
import { changeOne, changeUnsent } from './stored-unsent'
import { type Accepted, targetOf, type Unsent } from './unsent'

type Sending = {
  viewerId: string
  /** False when the session has ended, or somebody else is signed in: then nothing more is sent. */
  mayGoOn: () => boolean
  onAccepted: (unsent: Unsent, accepted: Accepted) => Promise<void>
  /** Something has changed on the disk. */
  onChange: () => Promise<void>
}

/**
 * Sends what waits, in the order of writing, one after the other. After a failure the rest of the same target waits. Returns
 * the failures that are worth another attempt.
 */
export async function sendWaiting({ viewerId, mayGoOn, onAccepted, onChange }: Sending): Promise<Fate[]> {
  const blocked = new Set<string>()
  const failures: Fate[] = []
  while (mayGoOn()) {
    const unsent = await claimNext(viewerId, blocked)
    if (!unsent) return failures
    // Without a network nothing is sent.
    const online = navigator.onLine
    const answer = await send(unsent)
    if (!('kind' in answer)) {
      await onAccepted(unsent, answer)
      continue
    }
    await note(unsent, answer, { notArrived: !online || answer.kind === 'signed-out' })
    await onChange()
    if (answer.kind === 'refused') continue
    failures.push(answer)
    if (answer.kind !== 'later') return failures
    blocked.add(targetOf(unsent))
  }
  return failures
}

/** The next one, marked as under way. From now on the server may have it. */
function claimNext(viewerId: string, blocked: ReadonlySet<string>): Promise<Unsent | null> {
  const now = Date.now()
  return changeUnsent(viewerId, (all) => {
    const asked = all.map((entry) => ({ ...entry, unsent: askAboutOld(entry.unsent, now) }))
    const next = nextUnsent(
      asked.map(({ unsent }) => unsent),
      blocked,
    )
    const changed = asked.flatMap((entry, at) => {
      if (entry.unsent === next) return { ...entry, underWay: now, unsent: { ...next, sentAt: next.sentAt ?? now } }
      return entry.unsent === all[at]?.unsent ? [] : entry
    })
    return { changed, answer: next ?? null }
  })
}

async function send(unsent: Unsent): Promise<Accepted | Fate> {
  // The server refuses it when somebody else has signed in since.
  const options = { idempotencyKey: unsent.key, viewerId: unsent.viewerId }
  try {
    if (unsent.postId === undefined) {
      const { text, audience, activity } = unsent
      const body = { text, audience, activity: activity && { verb: activity.verb, placeId: activity.place.id } }
      return { key: unsent.key, post: (await api.post<{ post: Post }>('/api/posts', body, options)).post }
    }
    const path = `/api/posts/${unsent.postId}/comments`
    const { comment } = await api.post<{ comment: Comment }>(path, { text: unsent.text }, options)
    return { key: unsent.key, comment }
  } catch (error) {
    return fateOf(error)
  }
}

/** Notes what became of an attempt, also in those that wait for the same reason. `notArrived`: the server does not have it. */
async function note(unsent: Unsent, { kind, words: problem }: Fate, { notArrived }: { notArrived: boolean }) {
  // What was refused has not arrived.
  if (kind === 'refused') return await changeOne(unsent, { state: 'failed', problem, sentAt: null })
  const waits = (other: Unsent) =>
    other.state !== 'failed' && (kind !== 'later' || targetOf(other) === targetOf(unsent))
  // An earlier attempt may have arrived all the same.
  const sentAt = (other: Unsent) => (notArrived && other.key === unsent.key ? unsent.sentAt : other.sentAt)
  const noted = (other: Unsent): Unsent => ({ ...other, state: 'waiting', problem, sentAt: sentAt(other) })
  await changeUnsent(unsent.viewerId, (all) => ({
    changed: all
      .filter((entry) => waits(entry.unsent))
      .map((entry) => ({ ...entry, underWay: null, unsent: noted(entry.unsent) })),
    answer: null,
  }))
}
