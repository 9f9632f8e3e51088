import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { BrandMark } from './brand-mark'

/**
 * The logo and the name of the site, as a link to the front page. `markOnly`: no name while the side navigation is narrow.
 */
export function Brand({ markOnly = false }: { markOnly?: boolean }) {
  return (
    <Link
      href="/"
      aria-label="Carillon, home"
      className="inline-flex min-h-10 min-w-0 items-center gap-2.5 rounded-control pointer-coarse:min-h-[44px]"
    >
      <BrandMark className="size-[32px]" />
      <span className={classes('text-lg font-semibold tracking-tight', markOnly && 'max-lg:sr-only')}>Carillon</span>
    </Link>
  )
}
