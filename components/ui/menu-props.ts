import type { ReactNode } from 'react'
import { classes } from './classes'

export type MenuItem = {
  label: string
  icon?: ReactNode
  danger?: boolean
  /** A line below the label. */
  detail?: string
  /** Draws a tick: the item is one of several choices. */
  checked?: boolean
} & ({ onSelect: () => void } | { href: string })

export type MenuProps = {
  /** The name of the button for screen readers; leave out when `button` has text. */
  label?: string
  button: ReactNode
  items: MenuItem[]
  align?: 'start' | 'end'
  className?: string
}

export function menuButtonClasses(className?: string): string {
  return classes(
    className ??
      'inline-flex size-[40px] items-center justify-center rounded-full text-ink-soft hover:bg-sunken hover:text-ink [&_svg]:size-[20px]',
    'shrink-0 transition-colors',
  )
}
