import type { ComponentProps } from 'react'
import { api } from '@/components/client/api'
import { TextField } from '@/components/ui/text-field'
import { LIMITS } from '@/lib/shared/limits'
import type { PlaceDetails } from '@/lib/shared/views'

type NewPlace = { name: string; kind: string; address?: string }

/** Adds a place for everybody. Throws an ApiProblem with `fields` when something is missing. */
export async function addPlace({ name, kind, address }: NewPlace): Promise<PlaceDetails> {
  const body = { name: name.trim(), kind: kind.trim(), address: address?.trim() || undefined }
  return (await api.post<{ place: PlaceDetails }>('/api/places', body)).place
}

type KindFieldProps = Omit<ComponentProps<typeof TextField>, 'hint' | 'maxLength'>

/** Where the kind of a new place is written. */
export function KindField(props: KindFieldProps) {
  return <TextField hint="Café, park, museum …" maxLength={LIMITS.placeKind.max} {...props} />
}
