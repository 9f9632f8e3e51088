import type { Place } from '@/lib/shared/views'

export function placePath(place: Pick<Place, 'id'>): string {
  return `/places/${place.id}`
}
