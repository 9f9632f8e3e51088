import { MapPin } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { Skeleton } from '@/components/ui/skeleton'
import type { Place } from '@/lib/shared/views'
import { placePath } from './place-path'

/** A place in a list; leads to its page. */
export function PlaceRow({ place }: { place: Place }) {
  return (
    <Link
      href={placePath(place)}
      className="flex items-center gap-3 px-4 py-3 -outline-offset-2 hover:bg-sunken sm:px-5"
    >
      <span
        aria-hidden="true"
        className="flex size-[44px] shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"
      >
        <MapPin className="size-5" />
      </span>
      <span className="min-w-0">
        <bdi className="block truncate font-semibold">{place.name}</bdi>
        <span className="block truncate text-[0.9375rem] text-ink-faint">{place.kind}</span>
      </span>
    </Link>
  )
}

export function PlaceRowSkeleton() {
  return (
    <div className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <Skeleton className="size-[44px] rounded-full" />
      <div className="flex-1 space-y-2">
        <Skeleton className="h-4 w-44" />
        <Skeleton className="h-3.5 w-24" />
      </div>
    </div>
  )
}
