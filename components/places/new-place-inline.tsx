'use client'

import { type KeyboardEvent, useState } from 'react'
import { ApiProblem, messageOf } from '@/components/client/api'
import { Button } from '@/components/ui/button'
import { exceptComposing } from '@/components/ui/keys'
import type { Place } from '@/lib/shared/views'
import { addPlace } from './add-place'
import { KindField } from './kind-field'

type NewPlaceInlineProps = { name: string; onAdded: (place: Place) => void; onCancel: () => void }

/**
 * Adds the place that the picker did not find. Until the post is sent nobody else sees it, and then those who see the post, whoever else checks in there. It is
 * inside the form of the composer, so it cannot be a form itself.
 */
export function NewPlaceInline({ name, onAdded, onCancel }: NewPlaceInlineProps) {
  const [kind, setKind] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [pending, setPending] = useState(false)

  async function add() {
    if (pending || kind.trim() === '') return
    setPending(true)
    try {
      onAdded(await addPlace({ name, kind, listed: false }))
    } catch (error) {
      setProblem(error)
      setPending(false)
    }
  }

  const fields = problem instanceof ApiProblem ? problem.fields : {}
  const wrong =
    fields.kind ??
    (fields.name && `cannot be added: its name ${fields.name}`) ??
    (problem ? `was not saved: ${messageOf(problem)}` : undefined)
  return (
    <div className="mt-2 space-y-3 rounded-control border border-line-strong p-3.5">
      <KindField
        label={`What is ${name}?`}
        value={kind}
        readOnly={pending}
        error={wrong}
        autoFocus
        onChange={(event) => setKind(event.target.value)}
        onKeyDown={exceptComposing((event: KeyboardEvent) => {
          if (event.key === 'Escape') onCancel()
          if (event.key !== 'Enter') return
          // Else it would send the post.
          event.preventDefault()
          void add()
        })}
      />
      <p className="text-sm text-ink-faint">Those who see your post see this place.</p>
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
