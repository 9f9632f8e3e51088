import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { viewerOfPage } from '@/app/viewer-of-page'
import { ConversationView } from '@/components/comments/conversation-view'
import { ShownPerson } from '@/components/people/shown-person'
import { PostView } from '@/components/posts/post-view'
import { PageHeader } from '@/components/ui/page-header'
import { listComments } from '@/lib/comments/list-comments'
import { findPost } from '@/lib/posts/find-post'
import { LIMITS } from '@/lib/shared/limits'

type Props = { params: Promise<{ id: string }> }

const postOfPage = cache(async (id: string) => findPost(await viewerOfPage(), id))

/** The title names the author. For a viewer who may not see the post it is the not-found page, as for a wrong address. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const post = await postOfPage((await params).id)
  if (!post) notFound()
  return { title: `A post by ${post.author.name}`, robots: post.audience === 'public' ? undefined : { index: false } }
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
