'use client'

import { useQuery } from '@tanstack/react-query'
import { MapPin, Plus } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from 'react'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { classes } from '@/components/ui/classes'
import { exceptComposing } from '@/components/ui/keys'
import { LIMITS } from '@/lib/shared/limits'
import type { Page, Place, PlaceDetails } from '@/lib/shared/views'
import { NewPlaceInline } from './new-place-inline'

type PlacePickerProps = { onChoose: (place: Place) => void; onClose: () => void }

/** Finds the place of a check-in by its name, or adds it. */
export default function PlacePicker({ onChoose, onClose }: PlacePickerProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const [adding, setAdding] = useState(false)
  const name = typed.trim()
  const places = useFoundPlaces(name)
  const canAdd = name !== '' && !places.some((place) => place.name.toLowerCase() === name.toLowerCase())
  const count = places.length + (canAdd ? 1 : 0)

  function choose(place: Place) {
    onChoose(place)
    onClose()
  }

  function press(at: number) {
    const place = places[at]
    if (place) choose({ id: place.id, name: place.name, kind: place.kind })
    else if (canAdd) setAdding(true)
  }

  const onKeyDown = exceptComposing((event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && count > 0) setActive((active + step + count) % count)
    else if (event.key === 'Enter') press(active)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  })

  if (adding) return <NewPlaceInline name={name} onAdded={choose} onCancel={() => setAdding(false)} />
  return (
    <div className="mt-2 overflow-hidden rounded-control border border-line-strong">
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because the viewer has just asked for it
        autoFocus
        type="text"
        role="combobox"
        aria-label="Where are you?"
        aria-expanded={count > 0}
        aria-controls={`${id}-places`}
        aria-activedescendant={count > 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        placeholder="Where are you?"
        maxLength={LIMITS.placeName.max}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full bg-transparent px-3.5 outline-none placeholder:text-ink-faint"
      />
      <div role="listbox" id={`${id}-places`} aria-label="Places" className="max-h-72 overflow-y-auto">
        {places.map((place, at) => (
          <Choice key={place.id} id={`${id}-${at}`} active={at === active} onPress={() => press(at)}>
            <MapPin aria-hidden="true" className="size-4 shrink-0 text-accent" />
            <bdi className="min-w-0 truncate font-medium">{place.name}</bdi>
            <span className="min-w-0 flex-1 truncate text-sm text-ink-faint">
              {place.address ? `${place.kind} · ${place.address}` : place.kind}
            </span>
          </Choice>
        ))}
        {canAdd && (
          <Choice id={`${id}-${places.length}`} active={active === places.length} onPress={() => press(places.length)}>
            <Plus aria-hidden="true" className="size-4 shrink-0 text-accent" />
            <span className="min-w-0 truncate">Add “{name}”</span>
          </Choice>
        )}
      </div>
    </div>
  )
}

type ChoiceProps = { id: string; active: boolean; onPress: () => void; children: React.ReactNode }

/** The focus stays in the input, whose `aria-activedescendant` names the active choice. */
function Choice({ id, active, onPress, children }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <div
      id={id}
      role="option"
      aria-selected={active}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={classes(
        'flex min-h-11 cursor-pointer items-center gap-2.5 border-t border-line px-3.5 hover:bg-sunken',
        active && 'bg-sunken',
      )}
    >
      {children}
    </div>
  )
}

/** The places that match what is typed; the previous ones while they are loading. */
function useFoundPlaces(name: string): readonly PlaceDetails[] {
  const wanted = usePaused(name)
  const { data } = useQuery(
    {
      queryKey: ['place-choices', wanted],
      queryFn: ({ signal }) =>
        api.get<Page<PlaceDetails>>(`/api/places?limit=6&q=${encodeURIComponent(wanted)}`, { signal }),
      placeholderData: (previous) => previous,
    },
    queryClient(),
  )
  return useDeferredValue(data?.items ?? NONE)
}

const NONE: readonly PlaceDetails[] = []
/** Milliseconds without a key press after which a search begins. */
const PAUSE = 150

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
