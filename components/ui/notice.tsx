import type { ReactNode } from 'react'
import { classes } from './classes'

type NoticeProps = { look?: 'danger' | 'calm'; children: ReactNode }

/** A sentence above a form. Screen readers read `danger` at once. */
export function Notice({ look = 'calm', children }: NoticeProps) {
  return (
    <div
      role={look === 'danger' ? 'alert' : 'status'}
      className={classes(
        'rounded-control px-4 py-3 text-[0.9375rem] forced-colors:border',
        look === 'danger' ? 'bg-danger-soft text-danger' : 'bg-accent-soft text-ink',
      )}
    >
      {children}
    </div>
  )
}
