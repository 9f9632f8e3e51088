import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { publicMetadata } from '@/app/public-metadata'
import { viewerOfPage } from '@/app/viewer-of-page'
import { ConversationView } from '@/components/comments/conversation-view'
import { ShownPerson } from '@/components/people/shown-person'
import { VERB_WORDS } from '@/components/posts/activity-line'
import { postPath } from '@/components/posts/post-path'
import { PostView } from '@/components/posts/post-view'
import { fullName } from '@/components/ui/full-name'
import { PageHeader } from '@/components/ui/page-header'
import { listComments } from '@/lib/comments/list-comments'
import { findPost } from '@/lib/posts/find-post'
import { LIMITS } from '@/lib/shared/limits'
import type { Post } from '@/lib/shared/views'

type Props = { params: Promise<{ id: string }> }

const postOfPage = cache(async (id: string) => findPost(await viewerOfPage(), id))

/** The title names the author. For a viewer who may not see the post it is the not-found page, as for a wrong address. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const post = await postOfPage((await params).id)
  if (!post) notFound()
  const title = `A post by ${fullName(post.author)}`
  if (post.audience !== 'public') return { title, robots: { index: false } }
  return publicMetadata({ title, description: wordsOf(post), path: postPath(post), type: 'article' })
}

export default async function PostPage({ params }: Props) {
  const post = await postOfPage((await params).id)
  if (!post) notFound()
  const comments = await listComments(await viewerOfPage(), post.id, { limit: LIMITS.page.default })
  return (
    <ShownPerson id={post.author.id}>
      <PageHeader title="Post" />
      <PostView post={post}>
        <ConversationView key={post.id} post={post} page={comments} />
      </PostView>
    </ShownPerson>
  )
}

/** The text, or for a check-in without words what its author does where. */
function wordsOf({ text, author, activity }: Post): string {
  return text || (activity ? `${author.name} ${VERB_WORDS[activity.verb].now} ${activity.place.name}` : '')
}
