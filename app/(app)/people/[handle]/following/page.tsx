import type { Metadata } from 'next'
import { fullName } from '@/components/ui/full-name'
import { requirePersonOfPage } from '../person-of-page'
import { PersonPeople } from '../person-people'

type Props = { params: Promise<{ handle: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user } = await requirePersonOfPage((await params).handle)
  return { title: `Following · ${fullName(user)}` }
}

export default async function FollowingPage({ params }: Props) {
  return <PersonPeople handle={(await params).handle} list="following" label="Following" empty="follows nobody yet" />
}
