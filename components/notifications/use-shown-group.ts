'use client'

import { usePeople } from '@/components/client/use-people'
import { useChangeOf } from '@/components/client/use-person'
import type { NotificationGroup } from '@/lib/shared/views'

/** A row as the server would give it now, after people have changed: with their present names, and without those who are hidden. */
export function useShownGroup(group: NotificationGroup): NotificationGroup {
  const actors = usePeople(group.actors)
  const author = useChangeOf(group.post?.author.id)
  const speaker = useChangeOf(group.comment?.author.id)
  return {
    ...group,
    actors,
    post: author && !author.user ? undefined : group.post,
    comment: speaker && !speaker.user ? undefined : group.comment,
  }
}
