import { MapPin } from 'lucide-react'
import { Link } from '@/components/ui/link'
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
