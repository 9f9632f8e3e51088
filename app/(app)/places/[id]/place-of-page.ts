import { notFound } from 'next/navigation'
import { cache } from 'react'
import { findPlace } from '@/lib/places/find-place'

const placeOfPage = cache(findPlace)

/** The place of the page that is being rendered, read once. Without it the not-found page is shown. */
export async function requirePlaceOfPage(id: string) {
  return (await placeOfPage(id)) ?? notFound()
}
