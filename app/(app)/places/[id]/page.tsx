import type { Metadata } from 'next'
import { publicMetadata } from '@/app/public-metadata'
import { viewerOfPage } from '@/app/viewer-of-page'
import { CheckInButton } from '@/components/composer/check-in-button'
import { PlaceHeader } from '@/components/places/place-header'
import { placePath } from '@/components/places/place-path'
import { PostList } from '@/components/posts/post-list'
import { Section } from '@/components/ui/section'
import { findPlace } from '@/lib/places/find-place'
import { listPostsAtPlace } from '@/lib/posts/list-posts'
import { LIMITS } from '@/lib/shared/limits'
import { requirePlaceOfPage } from './place-of-page'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await requirePlaceOfPage((await params).id)
  if (!(await findPlace(null, place.id))) return { title: place.name, robots: { index: false } }
  const description = [place.kind, place.address].filter(Boolean).join(', ')
  return publicMetadata({ title: place.name, description, path: placePath(place), type: 'website' })
}

export default async function PlacePage({ params }: Props) {
  const place = await requirePlaceOfPage((await params).id)
  const viewer = await viewerOfPage()
  const posts = await listPostsAtPlace(viewer, BigInt(place.id), { limit: LIMITS.page.default })
  return (
    <>
      <PlaceHeader place={place} action={viewer && <CheckInButton place={place} />} />
      <Section title="Check-ins" about="A check-in is shown to whom its post is shown.">
        <PostList
          label={`Check-ins at ${place.name}`}
          path={`/api/places/${place.id}/posts`}
          initial={posts}
          emptyTitle="No check-ins to see"
          emptyText="When somebody checks in here with a post that you may see, it appears here."
        />
      </Section>
    </>
  )
}
