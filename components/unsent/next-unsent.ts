import { targetOf, type Unsent } from './unsent'

/** Milliseconds for which a key is trusted. The server keeps keys for 24 hours. */
const KEY_TRUSTED = 23 * 60 * 60_000

const TOO_OLD =
  'This was sent more than a day ago, and it is not known whether it arrived. Please look before you send it again.'

/** True when another attempt could make a second post: the server may have accepted the first, and forgotten its key. */
export function isTooOld({ sentAt }: Pick<Unsent, 'sentAt'>, now: number): boolean {
  return sentAt !== null && now - sentAt > KEY_TRUSTED
}

/** Those that may have arrived too long ago are not sent by themselves: their author is asked. */
export function askAboutOld(unsent: Unsent, now: number): Unsent {
  return unsent.state !== 'failed' && isTooOld(unsent, now) ? { ...unsent, state: 'failed', problem: TOO_OLD } : unsent
}

/** The first that is to be sent; none of a target in `blocked`. */
export function nextUnsent(all: readonly Unsent[], blocked: ReadonlySet<string>): Unsent | undefined {
  return all.find((unsent) => unsent.state !== 'failed' && !blocked.has(targetOf(unsent)))
}
