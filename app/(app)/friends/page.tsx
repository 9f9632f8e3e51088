import type { Metadata } from 'next'
import { requireViewerOfPage } from '@/app/viewer-of-page'
import { FriendRequests } from '@/components/people/friend-requests'
import { PeopleList } from '@/components/people/people-list'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { listPeople } from '@/lib/graph/list-people'
import { listRelations } from '@/lib/graph/list-relations'
import { LIMITS } from '@/lib/shared/limits'

export const metadata: Metadata = { title: 'Friends' }

const FIRST_PAGE = { limit: LIMITS.page.default }

export default async function FriendsPage() {
  const viewer = await requireViewerOfPage('/friends')
  const [requests, friends] = await Promise.all([
    listRelations(viewer, 'friend-requests', FIRST_PAGE),
    listPeople(viewer, { handle: viewer.handle, list: 'friends', page: FIRST_PAGE }),
  ])
  const friendsPath = `/api/users/${viewer.handle}/friends`
  return (
    <>
      <PageHeader title="Friends">Friends see what you share with friends, and you see what they do.</PageHeader>
      <Section title="Requests">
        <FriendRequests initial={requests} />
      </Section>
      <Section title="Your friends">
        <PeopleList
          label="Your friends"
          path={friendsPath}
          initial={friends}
          emptyTitle="No friends here yet"
          emptyText="Open the profile of somebody you know and choose “Add friend”. Once they accept, they are here."
        />
      </Section>
    </>
  )
}
