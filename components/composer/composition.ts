import { readSetting, writeSetting } from '@/components/client/local-setting'
import { createStore } from '@/components/client/store'
import { AUDIENCE_CHOICES } from '@/components/posts/audience'
import type { Audience, Place, Verb } from '@/lib/shared/views'

/** What is being written. It stays while the reader looks at other pages. */
export type Composition = { text: string; audience: Audience; activity: { verb: Verb; place: Place } | null }

export const EMPTY: Composition = { text: '', audience: 'public', activity: null }

const AUDIENCE_KEY = 'carillon:audience'

export const composition = createStore<Composition>(EMPTY)

/** Makes the post a check-in at this place, or moves the check-in there. */
export function checkInAt(place: Place): void {
  const { activity } = composition.get()
  composition.set({ ...composition.get(), activity: { verb: activity?.verb ?? 'visited', place } })
}

/** Takes up the audience that was chosen last in this browser. */
export function recallAudience(): void {
  const last = readSetting(AUDIENCE_KEY)
  if (isAudience(last)) composition.set({ ...composition.get(), audience: last })
}

/** An empty sheet; the audience stays, here and for the next visit. */
export function clearComposition(): void {
  const { audience } = composition.get()
  writeSetting(AUDIENCE_KEY, audience)
  composition.set({ ...EMPTY, audience })
}

function isAudience(text: string | null): text is Audience {
  return text !== null && text in AUDIENCE_CHOICES
}
