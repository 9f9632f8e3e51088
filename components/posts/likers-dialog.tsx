'use client'

import { Heart } from 'lucide-react'
import { PagedList } from '@/components/list/paged-list'
import { PersonRow } from '@/components/people/person-row'
import { PersonRowSkeleton } from '@/components/people/person-row-skeleton'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import type { Post, User } from '@/lib/shared/views'

/** The people who like a post, the latest first. */
export default function LikersDialog({ post, onClose }: { post: Pick<Post, 'id'>; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Liked by">
      <div className="-mx-5 -mb-3">
        <PagedList<User>
          label="People who like this"
          kind="people"
          path={`/api/posts/${post.id}/likes`}
          className="divide-y divide-line [&>li:empty]:hidden"
          renderItem={(user) => <PersonRow user={user} />}
          skeleton={<PersonRowSkeleton />}
          empty={<EmptyState icon={<Heart />} title="Nobody that you can see" />}
        />
      </div>
    </Dialog>
  )
}
