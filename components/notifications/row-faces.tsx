import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import type { User } from '@/lib/shared/views'

/** How each face stands in the square, by how many there are: the newest lies on top. */
const PLACES = [
  { size: 'normal', places: ['inset-0'] },
  { size: 'small', places: ['start-0 top-0 z-10', 'end-0 bottom-0'] },
  { size: 'tiny', places: ['start-2.5 top-0 z-20', 'start-0 bottom-0 z-10', 'end-0 bottom-0'] },
] as const

type RowFacesProps = {
  actors: User[]
  /** A line drawing in a square of 24: what it is about. */
  icon: string
}

/** Up to three faces in the room of one, and what they did. */
export function RowFaces({ actors, icon }: RowFacesProps) {
  const { size, places } = PLACES[actors.length - 1] ?? PLACES[0]
  return (
    <span aria-hidden="true" className="relative isolate size-11 shrink-0">
      {actors.length === 0 && <span className="absolute inset-0 rounded-full bg-sunken" />}
      {actors.map((actor, nth) => (
        <Avatar
          key={actor.id}
          user={actor}
          size={size}
          className={classes('absolute', actors.length > 1 && 'ring-2 ring-surface', places[nth])}
        />
      ))}
      <span className="absolute -end-1.5 -bottom-1.5 z-30 flex size-5.5 items-center justify-center rounded-full bg-accent text-on-accent ring-2 ring-surface">
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="size-3.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.25"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d={icon} />
        </svg>
      </span>
    </span>
  )
}
