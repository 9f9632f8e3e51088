import { createStore } from '@/components/client/store'
import type { KnownDraft, StoredDraft } from '@/components/unsent/draft'
import { keepDraft } from '@/components/unsent/keep-draft'
import type { Audience, Place, Verb } from '@/lib/shared/views'
import { isNarrower, readDefaultAudience, writeDefaultAudience } from './default-audience'

/** A post as its author wrote it. */
export type Composition = { text: string; audience: Audience; activity: { verb: Verb; place: Place } | null }

/** What is being written in the composer. `chosen`: its author has chosen the audience. */
type Draft = Composition & { chosen: boolean; viewerId: string | null }

export const EMPTY: Draft = {
  text: '',
  audience: 'public',
  activity: null,
  chosen: false,
  viewerId: null,
}

/** What is written in the composer of this tab, also while the viewer is on another page and the composer is closed. */
export const composition = createStore<Draft>(EMPTY)

/** Keeps it on the disk. */
export const compositionKeeper = keepDraft<Draft>({
  target: 'post',
  shown: composition,
  isEmpty: (draft) => isUntouched(draft),
  empty: emptyDraft,
})

function emptyDraft(): Draft {
  const { viewerId } = composition.get()
  return viewerId === null ? EMPTY : { ...EMPTY, viewerId, audience: readDefaultAudience(viewerId) }
}

/**
 * Makes the draft this viewer's; one of somebody else who was signed in here before is removed. The remembered audience is the
 * default of an untouched draft, and of one that was begun before the page could know it. After that, the audience of a draft
 * that is begun is what its author saw or chose.
 */
export function openComposition(viewerId: string): void {
  const { viewerId: before } = composition.get()
  if (before !== null && before !== viewerId) {
    compositionKeeper.close()
    composition.set(EMPTY)
  }
  composition.change((now) => {
    const own = { ...now, viewerId }
    const takesDefault = now.viewerId === null ? !now.chosen : isUntouched(now)
    return takesDefault ? { ...own, audience: readDefaultAudience(viewerId) } : own
  })
  compositionKeeper.open(viewerId)
}

/** Another tab has sent a post: its audience becomes the default here too when it is narrower. A wider one must not surprise. */
export function receiveDefaultAudience(): void {
  composition.change((now) => {
    if (now.viewerId === null || !isUntouched(now)) return now
    const audience = readDefaultAudience(now.viewerId)
    return isNarrower(audience, now.audience) ? { ...now, audience } : now
  })
}

const isUntouched = ({ text, activity, chosen }: Draft) => text === '' && activity === null && !chosen

export function writeText(text: string): void {
  composition.change((now) => ({ ...now, text }))
}

export function chooseAudience(audience: Audience): void {
  composition.change((now) => ({ ...now, audience, chosen: true }))
}

/** Makes the post a check-in at this place, or changes the place of its check-in. */
export function checkInAt({ id, name, kind }: Place): void {
  const place = { id, name, kind }
  composition.change((now) => ({ ...now, activity: { verb: now.activity?.verb ?? 'visited', place } }))
}

export function changeActivity(activity: Composition['activity']): void {
  composition.change((now) => ({ ...now, activity }))
}

/** The same on a page that may have no composer. */
export function checkInHere(viewerId: string, place: Place): void {
  openComposition(viewerId)
  checkInAt(place)
}

/** What was sent or could not be sent as a draft again, with its own audience. */
export function asComposition(viewerId: string, { text, audience, activity }: Composition): StoredDraft<Draft> {
  return compositionKeeper.newDraft({ text, audience, activity, chosen: true, viewerId }, viewerId)
}

/**
 * Puts it back, also on a page that has no composer. When something else is being written, it is kept to be put back later. The
 * returned function takes it away again, if nobody has changed it.
 */
export function returnToComposition(viewerId: string, draft: StoredDraft<Draft>): () => void {
  openComposition(viewerId)
  const { text, activity } = composition.get()
  if (text === '' && activity === null) {
    compositionKeeper.takeUp(draft)
    return () => removeUnchanged(draft.value)
  }
  compositionKeeper.keep(draft)
  return () => compositionKeeper.discard(draft)
}

function removeUnchanged({ text, audience, activity }: Composition): void {
  composition.change((now) =>
    now.text === text && now.audience === audience && now.activity === activity ? emptyDraft() : now,
  )
}

/**
 * Empties the composer, whose post is being sent. The audience is the default of the next draft, here and at the next visit of
 * this viewer. Returns the stored drafts of the post.
 */
export function clearComposition(): KnownDraft[] {
  const { audience, viewerId } = composition.get()
  if (viewerId !== null) writeDefaultAudience(viewerId, audience)
  const drafts = compositionKeeper.forget()
  composition.set({ ...EMPTY, audience, viewerId })
  return drafts
}
