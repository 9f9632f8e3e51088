import type { ComponentProps } from 'react'
import { classes } from './classes'

/** A bordered surface. Give it `aria-labelledby` where it is a region of its own. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={classes('rounded-card border border-line bg-surface', className)} {...rest} />
}
