'use client'

import { usePerson } from '@/components/client/use-person'
import type { User } from '@/lib/shared/views'
import { PersonLink } from './person-link'

/**
 * A name that leads to its profile, and the handle beside it. Names may repeat or look like others; a handle belongs to one
 * person, so it is also shown where a long name has no room.
 */
export function PersonName({ user: shown }: { user: Pick<User, 'id' | 'handle' | 'name'> }) {
  const user = usePerson(shown)
  return (
    <span className="flex max-w-full min-w-0 items-baseline gap-x-2">
      <PersonLink user={user} className="min-w-0 truncate" /> <Handle user={user} />
    </span>
  )
}

/** The handle of a person beside their name, in a flex row. */
export function Handle({ user }: { user: Pick<User, 'handle'> }) {
  return (
    <span dir="ltr" className="max-w-[60%] shrink-0 truncate text-sm text-ink-faint">
      @{user.handle}
    </span>
  )
}
