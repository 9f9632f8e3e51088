import type { PersonFrame } from '@/lib/shared/views'
import { isNewerId } from './ids'
import type { People } from './people'

/** The newest version of a person wins, in whatever order frames arrive. */
export function receivePerson(known: People, frame: PersonFrame): People {
  const { version } = frame
  const [id, user] = 'user' in frame ? [frame.user.id, frame.user] : [frame.userId]
  const before = known.get(id)
  return before && !isNewerId(version, before.version) ? known : new Map(known).set(id, { version, user })
}
