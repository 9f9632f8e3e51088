import { MapPin, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '@/components/ui/classes'
import type { PlaceDetails } from '@/lib/shared/views'

/** The choice that adds a place. The others are the ids of places. */
export const ADD = 'add'

type PlaceChoicesProps = {
  /** Each choice has this id with its own behind it, the list has it with `-places`. */
  id: string
  places: readonly PlaceDetails[]
  /** The name of the place that the last choice adds; null when there is no such choice. */
  adds: string | null
  active: string | null
  onPress: (choice: string) => void
}

/** What the picker of places has found, and a choice to add what it has not. */
export function PlaceChoices({ id, places, adds, active, onPress }: PlaceChoicesProps) {
  return (
    <div role="listbox" id={`${id}-places`} aria-label="Places" className="max-h-72 overflow-y-auto">
      {places.map((place) => (
        <Choice key={place.id} id={`${id}-${place.id}`} active={place.id === active} onPress={() => onPress(place.id)}>
          <MapPin aria-hidden="true" className="size-4 shrink-0 text-accent" />
          <bdi className="min-w-0 truncate font-medium">{place.name}</bdi>
          <span className="min-w-0 flex-1 truncate text-sm text-ink-faint">
            {place.address ? `${place.kind} · ${place.address}` : place.kind}
          </span>
        </Choice>
      ))}
      {adds !== null && (
        <Choice id={`${id}-${ADD}`} active={active === ADD} onPress={() => onPress(ADD)}>
          <Plus aria-hidden="true" className="size-4 shrink-0 text-accent" />
          <span className="min-w-0 truncate">Add “{adds}”</span>
        </Choice>
      )}
    </div>
  )
}

type ChoiceProps = { id: string; active: boolean; onPress: () => void; children: ReactNode }

/** The focus stays in the input, whose `aria-activedescendant` names the active choice. */
function Choice({ id, active, onPress, children }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <div
      id={id}
      ref={active ? showChoice : undefined}
      role="option"
      aria-selected={active}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={classes(
        'flex min-h-11 cursor-pointer items-center gap-2.5 border-t border-line px-3.5 hover:bg-sunken',
        active && 'bg-sunken forced-colors:-outline-offset-2 forced-colors:outline-2',
      )}
    >
      {children}
    </div>
  )
}

/** The list may be longer than its box. */
function showChoice(choice: HTMLElement | null): void {
  choice?.scrollIntoView({ block: 'nearest' })
}
