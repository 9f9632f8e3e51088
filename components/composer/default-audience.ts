import { readSetting, writeSetting } from '@/components/client/local-setting'
import { AUDIENCE_CHOICES } from '@/components/posts/audience'
import type { Audience } from '@/lib/shared/views'

/** By viewer: people may share a computer. */
const settingOf = (viewerId: string) => `carillon:audience:${viewerId}`

/** The same where the browser forbids storage: then it lasts until the page is left. */
const inMemory = new Map<string, Audience>()

/** The audience of the last post that this viewer sent from this browser. */
export function readDefaultAudience(viewerId: string): Audience {
  const stored = readSetting(settingOf(viewerId))
  return isAudience(stored) ? stored : (inMemory.get(viewerId) ?? 'public')
}

export function writeDefaultAudience(viewerId: string, audience: Audience): void {
  inMemory.set(viewerId, audience)
  writeSetting(settingOf(viewerId), audience)
}

/** From the widest to the narrowest. */
const WIDEST_FIRST = Object.keys(AUDIENCE_CHOICES)

export function isNarrower(one: Audience, other: Audience): boolean {
  return WIDEST_FIRST.indexOf(one) > WIDEST_FIRST.indexOf(other)
}

function isAudience(text: string | null): text is Audience {
  return text !== null && Object.hasOwn(AUDIENCE_CHOICES, text)
}
