import { ApiProblem, messageOf } from '@/components/client/api'

/** What becomes of a request that failed. `pause`: the least time in milliseconds until the next attempt. */
export type Fate =
  /** Nothing reaches the server: the others need not be tried. */
  | { kind: 'unreachable'; pause: number; words: string }
  /** The server cannot do this one now. */
  | { kind: 'later'; pause: number; words: string }
  | { kind: 'signed-out'; words: string }
  /** It would be refused again. */
  | { kind: 'refused'; words: string }

const LATER = 'Carillon cannot take it right now. It is sent as soon as that is possible.'

/** A request that ended like this may have taken effect, unless it was refused. */
export function fateOf(error: unknown): Fate {
  // An answer that is no JSON: a network that asks people to sign in answers in place of the site.
  if (!(error instanceof ApiProblem) || error.status === 0) {
    return {
      kind: 'unreachable',
      pause: 0,
      words: 'Carillon cannot be reached. It is sent as soon as that is possible.',
    }
  }
  const { status, code, retryAfter } = error
  if (status === 401) return { kind: 'signed-out', words: 'It is sent when you have signed in again.' }
  if (status === 429) return { kind: 'unreachable', pause: 1000 * (retryAfter ?? 1), words: LATER }
  const mayWorkLater = status >= 500 || status === 408 || status === 425 || code === 'in_progress'
  return mayWorkLater
    ? { kind: 'later', pause: 1000 * (retryAfter ?? 0), words: LATER }
    : { kind: 'refused', words: messageOf(error) }
}
