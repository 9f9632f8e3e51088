import type { Metadata } from 'next'
import { fullName } from '@/components/ui/full-name'
import { requirePersonOfPage } from '../person-of-page'
import { PersonPeople } from '../person-people'

type Props = { params: Promise<{ handle: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user } = await requirePersonOfPage((await params).handle)
  return { title: `Friends · ${fullName(user)}` }
}

export default async function FriendsPage({ params }: Props) {
  return <PersonPeople handle={(await params).handle} list="friends" label="Friends" empty="has no friends here yet" />
}
