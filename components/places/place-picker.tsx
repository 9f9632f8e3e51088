'use client'

import { type KeyboardEvent, useId, useState } from 'react'
import { exceptComposing } from '@/components/ui/keys'
import type { Place } from '@/lib/shared/views'
import { NewPlaceInline } from './new-place-inline'
import { PlaceChoices } from './place-choices'
import { useFoundPlaces } from './use-found-places'

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
    if (place) choose(place)
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
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full bg-transparent px-3.5 outline-none placeholder:text-ink-faint"
      />
      <PlaceChoices id={id} places={places} adds={canAdd ? name : null} active={active} onPress={press} />
    </div>
  )
}
