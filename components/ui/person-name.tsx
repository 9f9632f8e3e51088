'use client'

import { usePerson } from '@/components/client/use-person'
import type { User } from '@/lib/shared/views'
import { PersonLink } from './person-link'

/**
 * A name or handle in a flex row that wraps: both are shortened alike when there is room for six letters of each, else the
 * handle is below the name.
 */
export const NAME_PART = 'max-w-max min-w-0 flex-1 basis-[6ch] truncate'

/**
 * A name that leads to its profile, and the handle beside it. Names may repeat or look like others; a handle belongs to one
 * person, so it is also shown where a long name has no room.
 */
export function PersonName({ user: shown }: { user: Pick<User, 'id' | 'handle' | 'name'> }) {
  const user = usePerson(shown)
  return (
    <span className="flex max-w-full min-w-0 flex-wrap items-baseline gap-x-2">
      <PersonLink user={user} className={NAME_PART} /> <Handle user={user} />
    </span>
  )
}

/** The handle of a person beside their name, in a flex row. */
export function Handle({ user }: { user: Pick<User, 'handle'> }) {
  return (
    <span dir="ltr" className={`${NAME_PART} text-sm text-ink-faint`}>
      @{user.handle}
    </span>
  )
}
