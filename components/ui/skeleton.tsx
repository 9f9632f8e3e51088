import { classes } from './classes'

/** A grey shape in place of something that is loading. Give it the size of what will come. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classes('block motion-safe:animate-pulse rounded-control bg-sunken forced-colors:border', className)}
    />
  )
}
