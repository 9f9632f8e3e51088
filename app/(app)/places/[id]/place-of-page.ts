import { notFound } from 'next/navigation'
import { cache } from 'react'
import { viewerOfPage } from '@/app/viewer-of-page'
import { findPlace } from '@/lib/places/find-place'

const placeOfPage = cache(async (id: string) => findPlace(await viewerOfPage(), id))

/** The place of the page that is being rendered, read once. Without it the not-found page is shown. */
export async function requirePlaceOfPage(id: string) {
  return (await placeOfPage(id)) ?? notFound()
}
