import type { Metadata } from 'next'
import { requireViewerOfPage } from '@/app/viewer-of-page'
import { PlaceSearch } from '@/components/places/place-search'
import { PageHeader } from '@/components/ui/page-header'
import { searchPlaces } from '@/lib/places/search-places'
import { placeSearchSchema } from '@/lib/shared/schemas'

export const metadata: Metadata = { title: 'Places' }

type Props = { searchParams: Promise<{ q?: string | string[] }> }

export default async function PlacesPage({ searchParams }: Props) {
  const viewer = await requireViewerOfPage('/places')
  const { q } = await searchParams
  // A wrong query in the address is a search for everything, not an error.
  const search = placeSearchSchema.safeParse({ q }).data ?? placeSearchSchema.parse({})
  return (
    <>
      <PageHeader title="Places">Where people of Carillon go. Check in at one when you write a post.</PageHeader>
      <PlaceSearch query={search.q} initial={await searchPlaces(viewer, search)} />
    </>
  )
}
