import { Avatar } from '@/components/ui/avatar'
import { classes } from '@/components/ui/classes'
import type { User } from '@/lib/shared/views'

/** Size and positions of one, two or three faces in a square; the newest lies on top. */
const LAYOUTS = [
  { size: 'normal', positions: ['inset-0'] },
  { size: 'small', positions: ['start-0 top-0 z-10', 'end-0 bottom-0'] },
  { size: 'tiny', positions: ['start-[10px] top-0 z-20', 'start-0 bottom-0 z-10', 'end-0 bottom-0'] },
] as const

type RowFacesProps = {
  actors: User[]
  /** The path of an icon of 24 by 24. */
  icon: string
}

/** Up to three faces in the space of one, and an icon of what they did. */
export function RowFaces({ actors, icon }: RowFacesProps) {
  const { size, positions } = LAYOUTS[actors.length - 1] ?? LAYOUTS[0]
  return (
    <span aria-hidden="true" className="relative isolate size-[44px] shrink-0">
      {actors.length === 0 && <span className="absolute inset-0 rounded-full bg-sunken" />}
      {actors.map((actor, nth) => (
        <Avatar
          key={actor.id}
          user={actor}
          size={size}
          className={classes('absolute', actors.length > 1 && 'ring-2 ring-surface', positions[nth])}
        />
      ))}
      <span className="absolute -end-[6px] -bottom-[6px] z-30 flex size-[22px] items-center justify-center rounded-full bg-accent text-on-accent ring-2 ring-surface">
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="size-[14px]"
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
