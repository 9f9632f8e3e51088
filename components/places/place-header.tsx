import { MapPin } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlaceDetails } from '@/lib/shared/views'

/** The name, kind and address of a place, at the top of its page. */
export function PlaceHeader({ place, action }: { place: PlaceDetails; action?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-start gap-4 px-4 pt-6 pb-5 sm:px-1">
      <span
        aria-hidden="true"
        className="flex size-16 shrink-0 items-center justify-center rounded-card bg-accent-soft text-accent"
      >
        <MapPin className="size-8" />
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <h1 className="text-2xl font-semibold break-words">
          <bdi>{place.name}</bdi>
        </h1>
        <p className="text-ink-faint">{place.kind}</p>
        {place.address && <p className="mt-1 break-words text-ink-soft">{place.address}</p>}
      </div>
      {action}
    </header>
  )
}
