'use client'

import { BellOff } from 'lucide-react'
import { useState } from 'react'
import { PagedList } from '@/components/list/paged-list'
import { useRemoveFromPages } from '@/components/list/use-pages'
import { PersonRowSkeleton } from '@/components/people/person-row-skeleton'
import { unmuteConversation } from '@/components/posts/mute-conversation'
import { postPath } from '@/components/posts/post-path'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { fullName } from '@/components/ui/full-name'
import { Link } from '@/components/ui/link'
import { PersonName } from '@/components/ui/person-name'
import { RelativeTime } from '@/components/ui/relative-time'
import { tidyText } from '@/lib/shared/text/tidy-text'
import type { MutedPost, Page, Post } from '@/lib/shared/views'

const PATH = '/api/me/muted-posts'
const KIND = 'muted-posts'

/** The conversations that the viewer has muted, each with the button to hear of it again. */
export function MutedConversations({ initial }: { initial: Page<MutedPost> }) {
  return (
    <Card className="overflow-hidden max-sm:rounded-none max-sm:border-x-0">
      <PagedList
        label="Muted conversations"
        kind={KIND}
        path={PATH}
        initial={initial}
        className="divide-y divide-line"
        renderItem={(muted) => <MutedConversation muted={muted} />}
        skeleton={<PersonRowSkeleton />}
        empty={
          <EmptyState icon={<BellOff />} title="You mute no conversation">
            The menu of a post mutes its conversation: you hear of it only when somebody mentions you.
          </EmptyState>
        }
      />
    </Card>
  )
}

function MutedConversation({ muted }: { muted: MutedPost }) {
  const { post, mutedAt } = muted
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1 basis-44">
        {post ? <MutedText post={post} /> : <p className="text-ink-faint italic">A post that is gone</p>}
        <p className="text-sm text-ink-faint">
          muted <RelativeTime at={mutedAt} spoken />
        </p>
      </div>
      <UnmuteButton muted={muted} />
    </div>
  )
}

function MutedText({ post }: { post: Post }) {
  const { author, text, activity } = post
  return (
    <>
      <p>
        <PersonName user={author} />
      </p>
      <p dir="auto" className="line-clamp-2 text-[0.9375rem] wrap-anywhere text-ink-soft">
        <Link href={postPath(post)} className="rounded-sm hover:underline">
          {text ? tidyText(text) : `at ${activity?.place.name}`}
        </Link>
      </p>
    </>
  )
}

function UnmuteButton({ muted: { id, post } }: { muted: MutedPost }) {
  const remove = useRemoveFromPages(KIND, PATH)
  const [pending, setPending] = useState(false)

  async function unmute() {
    setPending(true)
    if (await unmuteConversation({ id })) remove(id)
    else setPending(false)
  }

  const whose = post ? `the post by ${fullName(post.author)}` : 'a post that is gone'
  return (
    <Button size="small" pending={pending} aria-label={`Unmute the conversation about ${whose}`} onClick={unmute}>
      Unmute
    </Button>
  )
}
