'use client'

import { UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { PagedList } from '@/components/list/paged-list'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { Page, User } from '@/lib/shared/views'
import { PersonRow } from './person-row'
import { PersonRowSkeleton } from './person-row-skeleton'
import { useLiveRelations } from './use-live-relations'

type PeopleListProps = {
  label: string
  path: string
  initial?: Page<User>
  /** For an empty list. */
  emptyTitle: string
  emptyText?: ReactNode
  actionFor?: (user: User) => ReactNode
}

/** A list of people, kept current when relations change. */
export function PeopleList({ label, path, initial, emptyTitle, emptyText, actionFor }: PeopleListProps) {
  useLiveRelations()
  return (
    <Card className="overflow-hidden max-sm:rounded-none max-sm:border-x-0">
      <PagedList
        label={label}
        kind="people"
        path={path}
        initial={initial}
        // Somebody who is not shown any more leaves an empty list item.
        className="divide-y divide-line [&>li:empty]:hidden"
        renderItem={(user) => <PersonRow user={user} action={actionFor?.(user)} />}
        skeleton={<PersonRowSkeleton />}
        empty={
          <EmptyState icon={<UsersRound />} title={emptyTitle}>
            {emptyText}
          </EmptyState>
        }
      />
    </Card>
  )
}
