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
        // A target for fingers that reaches over the space around the name.
        'pointer-coarse:-ms-6 pointer-coarse:-mt-3 pointer-coarse:min-h-[44px] pointer-coarse:min-w-[44px] pointer-coarse:ps-6 pointer-coarse:pt-3 pointer-coarse:pb-2',
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
