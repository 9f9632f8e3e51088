import { MapPin, Utensils } from 'lucide-react'
import { placePath } from '@/components/places/place-path'
import { Link } from '@/components/ui/link'
import type { Place, Verb } from '@/lib/shared/views'

export const VERB_WORDS: Record<Verb, { now: string; choice: string; Icon: typeof MapPin }> = {
  visited: { now: 'is at', choice: 'Is at', Icon: MapPin },
  ate_at: { now: 'is eating at', choice: 'Is eating at', Icon: Utensils },
}

/** The check-in of a post, as the end of a sentence that begins with the author's name above: "is eating at Café Luna". */
export function ActivityLine({ verb, place }: { verb: Verb; place: Place }) {
  const { now, Icon } = VERB_WORDS[verb]
  return (
    <p className="flex items-start gap-1.5 text-ink-soft">
      <Icon aria-hidden="true" className="mt-1 size-4 shrink-0 text-accent" />
      <span className="min-w-0 break-words">
        {now}{' '}
        <Link href={placePath(place)} className="rounded-sm font-semibold text-ink hover:underline">
          <bdi>{place.name}</bdi>
        </Link>{' '}
        <span className="text-ink-faint">· {place.kind}</span>
      </span>
    </p>
  )
}
