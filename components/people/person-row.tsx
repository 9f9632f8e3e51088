import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { PersonName } from '@/components/ui/person-name'
import { Skeleton } from '@/components/ui/skeleton'
import type { User } from '@/lib/shared/views'

type PersonRowProps = { user: User /** Instead of the bio. */; detail?: ReactNode; action?: ReactNode }

/** A person in a list. */
export function PersonRow({ user, detail, action }: PersonRowProps) {
  const line = detail ?? user.bio
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

export function PersonRowSkeleton() {
  return (
    <div className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <Skeleton className="size-[44px] rounded-full" />
      <div className="flex-1 space-y-2">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-3.5 w-60 max-w-full" />
      </div>
    </div>
  )
}
