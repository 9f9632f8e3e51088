'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { exceptComposing } from '@/components/ui/keys'
import { nameKey } from '@/lib/shared/text/name-key'
import type { Place } from '@/lib/shared/views'
import { NewPlaceInline } from './new-place-inline'
import { PickerStatus } from './picker-status'
import { ADD, PlaceChoices } from './place-choices'
import { useFoundPlaces } from './use-found-places'

type PlacePickerProps = { onChoose: (place: Place) => void; onClose: () => void }

/**
 * Finds the place of a check-in by its name, or adds it. Nothing is chosen until the viewer chooses: Enter takes the active
 * choice, or the only place that is called what is typed.
 */
export default function PlacePicker({ onChoose, onClose }: PlacePickerProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  // By its id, because other places can come while the list is on the screen.
  const [activeId, setActiveId] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const name = typed.trim()
  const found = useFoundPlaces(name)
  const { places, settled } = found
  const same = name === '' ? [] : places.filter((place) => nameKey(place.name) === nameKey(name))
  const adds = name !== '' && settled && same.length === 0 ? name : null
  const choices = [...places.map((place) => place.id), ...(adds === null ? [] : [ADD])]
  const active = activeId !== null && choices.includes(activeId) ? activeId : null

  function choose(place: Place) {
    onChoose(place)
    onClose()
  }

  function press(choice: string | null) {
    const place = places.find((one) => one.id === choice)
    if (place) choose(place)
    else if (choice === ADD) setAdding(true)
  }

  const onKeyDown = exceptComposing((event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActiveId(stepFrom(active, choices))
    else if (event.key === 'ArrowUp') setActiveId(stepFrom(active, choices.toReversed()))
    else if (event.key === 'Enter') press(active ?? (same.length === 1 ? (same[0]?.id ?? null) : null))
    else if (event.key === 'Escape') onClose()
    else return
    // Else Enter would send the post.
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
        aria-expanded={choices.length > 0}
        aria-controls={`${id}-places`}
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        autoComplete="off"
        placeholder="Where are you?"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActiveId(null)
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full bg-transparent px-3.5 outline-none placeholder:text-ink-faint"
      />
      <PlaceChoices id={id} places={places} adds={adds} active={active} onPress={press} />
      <PickerStatus name={name} found={found} />
    </div>
  )
}

/** The choice after the active one; the first one after the last, or when none is active. */
function stepFrom(active: string | null, choices: string[]): string | null {
  return choices[active === null ? 0 : (choices.indexOf(active) + 1) % choices.length] ?? null
}
