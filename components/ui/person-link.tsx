import type { ReactNode } from 'react'
import type { User } from '@/lib/shared/views'
import { classes } from './classes'
import { Link } from './link'

type PersonLinkProps = { user: Pick<User, 'handle' | 'name'>; className?: string; children?: ReactNode }

/** A name that leads to its profile. */
export function PersonLink({ user, className, children }: PersonLinkProps) {
  return (
    <Link
      href={profilePath(user)}
      className={classes(
        'inline-block max-w-full rounded-sm align-bottom leading-6 font-semibold text-ink hover:underline',
        className,
      )}
    >
      {children ?? <bdi>{user.name}</bdi>}
    </Link>
  )
}

export function profilePath(user: Pick<User, 'handle'>): string {
  return `/people/${user.handle}`
}
