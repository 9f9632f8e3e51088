'use client'

import { useState } from 'react'
import { ApiProblem, api, messageOf } from '@/components/client/api'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { LIMITS } from '@/lib/shared/limits'
import type { Place } from '@/lib/shared/views'

type NewPlaceProps = { name: string; onAdded: (place: Place) => void; onCancel: () => void }

/** Adds the place that a search did not find. No form of its own: it stands inside the composer's. */
export function NewPlace({ name, onAdded, onCancel }: NewPlaceProps) {
  const [kind, setKind] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [pending, setPending] = useState(false)

  async function add() {
    if (pending || kind.trim() === '') return
    setPending(true)
    try {
      const { place } = await api.post<{ place: Place }>('/api/places', { name, kind: kind.trim() })
      onAdded({ id: place.id, name: place.name, kind: place.kind })
    } catch (error) {
      setProblem(error)
      setPending(false)
    }
  }

  const fields = problem instanceof ApiProblem ? problem.fields : {}
  const wrong = fields.kind ?? (problem ? `was not saved: ${messageOf(problem)}` : undefined)
  return (
    <div className="mt-2 space-y-3 rounded-control border border-line-strong p-3.5">
      <TextField
        label={`What is ${name}?`}
        hint="Café, park, museum …"
        value={kind}
        maxLength={LIMITS.placeKind.max}
        error={wrong}
        autoFocus
        onChange={(event) => setKind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          // Not yet the post.
          event.preventDefault()
          void add()
        }}
      />
      <div className="flex gap-2">
        <Button size="small" look="primary" pending={pending} disabled={kind.trim() === ''} onClick={() => void add()}>
          Add place
        </Button>
        <Button size="small" look="quiet" onClick={onCancel}>
          Back
        </Button>
      </div>
    </div>
  )
}
