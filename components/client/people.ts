import type { PersonFrame, User } from '@/lib/shared/views'
import { isNewerId } from './ids'
import { createStore } from './store'

/** How a person is shown now; without `user`, nothing of them is shown any more. */
export type KnownPerson = { version: string; user?: User }

type People = ReadonlyMap<string, KnownPerson>

/**
 * The people who have changed since this page was opened, by id. It replaces what posts, comments, rows and lists say of them,
 * so that a person has one name on the whole screen.
 */
export const people = createStore<People>(new Map())

/** The newest version of a person wins, in whatever order frames arrive. */
export function receivePerson(known: People, frame: PersonFrame): People {
  const { version } = frame
  const [id, user] = 'user' in frame ? [frame.user.id, frame.user] : [frame.userId]
  const before = known.get(id)
  return before && !isNewerId(version, before.version) ? known : new Map(known).set(id, { version, user })
}
