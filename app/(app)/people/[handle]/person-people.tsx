import { requireViewerOfPage } from '@/app/viewer-of-page'
import { PeopleList } from '@/components/people/people-list'
import { profilePath } from '@/components/ui/person-link'
import { listPeople } from '@/lib/graph/list-people'
import { LIMITS } from '@/lib/shared/limits'
import { requirePersonOfPage } from './person-of-page'

type PersonPeopleProps = {
  handle: string
  list: 'friends' | 'followers' | 'following'
  label: string
  /** What follows the name when the list is empty. */
  empty: string
}

/** The friends, followers or followees of a person; for members. */
export async function PersonPeople({ handle, list, label, empty }: PersonPeopleProps) {
  const viewer = await requireViewerOfPage(`${profilePath({ handle })}/${list}`)
  const { user } = await requirePersonOfPage(handle)
  const initial = await listPeople(viewer, { handle, list, page: { limit: LIMITS.page.default } })
  return (
    <PeopleList
      label={label}
      path={`/api/users/${user.handle}/${list}`}
      initial={initial}
      emptyTitle={`${user.name} ${empty}`}
    />
  )
}
