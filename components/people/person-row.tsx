'use client'

import type { ReactNode } from 'react'
import { useChangeOf, usePerson } from '@/components/client/use-person'
import { Avatar } from '@/components/ui/avatar'
import { PersonName } from '@/components/ui/person-name'
import type { User } from '@/lib/shared/views'

type PersonRowProps = { user: User /** Instead of the bio. */; detail?: ReactNode; action?: ReactNode }

/** A person in a list; nothing when they are not shown any more. */
export function PersonRow({ user: listed, detail, action }: PersonRowProps) {
  const user = usePerson(listed)
  const change = useChangeOf(listed.id)
  const line = detail ?? user.bio
  if (change && !change.user) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
      <Avatar user={user} />
      <div className="min-w-0 flex-1 basis-40">
        <p>
          <PersonName user={user} />
        </p>
        {line && <p className="line-clamp-2 text-[0.9375rem] wrap-anywhere text-ink-soft">{line}</p>}
      </div>
      {action && <div className="flex shrink-0 flex-wrap gap-2">{action}</div>}
    </div>
  )
}
