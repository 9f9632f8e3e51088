import type { ReactNode } from 'react'
import { viewerOfPage } from '@/app/viewer-of-page'
import { ProfileHeader } from '@/components/people/profile-header'
import { ShownPerson } from '@/components/people/shown-person'
import { profilePath } from '@/components/ui/person-link'
import { Tabs } from '@/components/ui/tabs'
import { requirePersonOfPage } from './person-of-page'

type Props = { params: Promise<{ handle: string }>; children: ReactNode }

export default async function PersonLayout({ params, children }: Props) {
  const { handle } = await params
  const { user, relation } = await requirePersonOfPage(handle)
  const path = profilePath({ handle })
  const lists = [
    { href: path, name: 'Posts' },
    { href: `${path}/friends`, name: 'Friends' },
    { href: `${path}/followers`, name: 'Followers' },
    { href: `${path}/following`, name: 'Following' },
  ]
  // The lists of people are for members. The profile of a blocked person shows nothing.
  const shown = (await viewerOfPage()) && !relation.blocking
  return (
    <ShownPerson id={user.id}>
      <ProfileHeader key={`${user.id} ${relation.blocking}`} user={user} relation={relation} />
      {shown && <Tabs label={`About ${user.name}`} tabs={lists} />}
      {children}
    </ShownPerson>
  )
}
