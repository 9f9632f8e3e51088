import { classes } from '@/components/ui/classes'

/** The logo: a bell. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={classes('shrink-0', className)}>
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <path
        d="M16 6.5c-3.6 0-5.6 2.7-5.6 6.3 0 3.9-1.1 5.6-2.3 6.9-.5.6-.1 1.5.7 1.5h14.4c.8 0 1.2-.9.7-1.5-1.2-1.3-2.3-3-2.3-6.9 0-3.6-2-6.3-5.6-6.3Z"
        fill="var(--on-accent)"
      />
      <circle cx="16" cy="23.9" r="2.1" fill="var(--on-accent)" />
    </svg>
  )
}
