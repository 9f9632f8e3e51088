import { readSetting, writeSetting } from '@/components/client/local-setting'
import { createStore } from '@/components/client/store'
import { AUDIENCE_CHOICES } from '@/components/posts/audience'
import type { Audience, Place, Verb } from '@/lib/shared/views'

/** What is being written in the composer. */
export type Composition = { text: string; audience: Audience; activity: { verb: Verb; place: Place } | null }

export const EMPTY: Composition = { text: '', audience: 'public', activity: null }

const AUDIENCE_KEY = 'carillon:audience'

/**
 * What is written in the composer of this tab. It is kept when the viewer goes to another page and the composer is
 * closed.
 */
export const composition = createStore<Composition>(EMPTY)

/** Makes the post a check-in at this place, or changes the place of its check-in. */
export function checkInAt({ id, name, kind }: Place): void {
  const place = { id, name, kind }
  composition.change((now) => ({ ...now, activity: { verb: now.activity?.verb ?? 'visited', place } }))
}

/** Chooses the audience of the last post that was sent from this browser. */
export function chooseLastAudience(): void {
  const last = readSetting(AUDIENCE_KEY)
  if (isAudience(last)) composition.change((now) => ({ ...now, audience: last }))
}

/** Empties the composer. The audience stays, here and for the next visit. */
export function clearComposition(): void {
  const { audience } = composition.get()
  writeSetting(AUDIENCE_KEY, audience)
  composition.set({ ...EMPTY, audience })
}

function isAudience(text: string | null): text is Audience {
  return text !== null && text in AUDIENCE_CHOICES
}
