import type { Metadata } from 'next'
import { publicMetadata } from '@/app/public-metadata'
import { viewerOfPage } from '@/app/viewer-of-page'
import { PostList } from '@/components/posts/post-list'
import { fullName } from '@/components/ui/full-name'
import { profilePath } from '@/components/ui/person-link'
import { listPostsOfAuthor } from '@/lib/posts/list-posts'
import { LIMITS } from '@/lib/shared/limits'
import { requirePersonOfPage } from './person-of-page'

type Props = { params: Promise<{ handle: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user, relation } = await requirePersonOfPage((await params).handle)
  const title = fullName(user)
  if (relation.blocking) return { title }
  const description = user.bio || `Posts and check-ins by ${user.name}.`
  return publicMetadata({ title, description, path: profilePath(user), type: 'profile' })
}

export default async function PersonPage({ params }: Props) {
  const { id, user, relation } = await requirePersonOfPage((await params).handle)
  if (relation.blocking) return null
  const viewer = await viewerOfPage()
  const own = viewer?.id === id
  return (
    <PostList
      label={`Posts by ${user.name}`}
      path={`/api/users/${user.handle}/posts`}
      initial={await listPostsOfAuthor(viewer, id, { limit: LIMITS.page.default })}
      emptyTitle={own ? 'You have not posted yet' : 'No posts to see'}
      emptyText={
        own ? 'What you write on the home page appears here.' : 'There is nothing that is meant for you to see.'
      }
    />
  )
}
