import { Fragment, type ReactNode } from 'react'
import { RowSkeletons } from '@/components/notifications/row-skeletons'
import { PersonRowSkeleton } from '@/components/people/person-row-skeleton'
import { PlaceRowSkeleton } from '@/components/places/place-row-skeleton'
import { PostCardSkeleton } from '@/components/posts/post-card-skeleton'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** The shape of the page at a path, while the server prepares it. */
export function PageSkeleton({ pathname }: { pathname: string }): ReactNode {
  const [, first = '', second] = pathname.split('/')
  switch (first) {
    case '':
      return (
        <>
          <ComposerShape />
          <Posts />
        </>
      )
    case 'posts':
      return (
        <>
          <PageHeader title="Post" />
          <PostCardSkeleton />
          <ConversationShape />
        </>
      )
    case 'people':
      return (
        <>
          <HeadShape round />
          <TabsShape />
          <Posts />
        </>
      )
    case 'places':
      return second ? (
        <>
          <HeadShape />
          <SectionShape>
            <Posts />
          </SectionShape>
        </>
      ) : (
        <>
          <PageHeader title="Places">Where people of Carillon go. Check in at one when you write a post.</PageHeader>
          <Skeleton className="mx-4 mb-4 h-11 rounded-full sm:mx-0" />
          <Skeleton className="mx-4 -mt-2 mb-4 h-11 w-32 rounded-full sm:hidden" />
          <Rows row={<PlaceRowSkeleton />} />
        </>
      )
    case 'friends':
      return (
        <>
          <PageHeader title="Friends">Friends see what you share with friends, and you see what they do.</PageHeader>
          <SectionShape>
            <Rows row={<PersonRowSkeleton />} />
          </SectionShape>
        </>
      )
    case 'notifications':
      return (
        <>
          <PageHeader title="Notifications" action={<Skeleton className="h-8 w-36 rounded-full" />} />
          <TabsShape />
          <Card className="overflow-hidden max-sm:rounded-none max-sm:border-x-0">
            <RowSkeletons />
          </Card>
        </>
      )
    case 'settings':
      return (
        <>
          <PageHeader title="Settings" action={<Skeleton className="h-8 w-24 rounded-full" />} />
          <TabsShape />
          <SectionShape>
            <Card className="h-80 max-sm:rounded-none max-sm:border-x-0" />
          </SectionShape>
        </>
      )
    default:
      return (
        <>
          <Skeleton className="mx-4 mt-6 mb-5 h-7 w-48 sm:mx-0" />
          <Posts />
        </>
      )
  }
}

const FOUR = ['first', 'second', 'third', 'fourth']

function Posts() {
  return (
    <div className="flex flex-col gap-2 sm:gap-3">
      {FOUR.map((key) => (
        <PostCardSkeleton key={key} />
      ))}
    </div>
  )
}

function Rows({ row }: { row: ReactNode }) {
  return (
    <Card className="divide-y divide-line overflow-hidden max-sm:rounded-none max-sm:border-x-0">
      {FOUR.map((key) => (
        <Fragment key={key}>{row}</Fragment>
      ))}
    </Card>
  )
}

function SectionShape({ children }: { children: ReactNode }) {
  return (
    <div className="mb-8">
      <Skeleton className="mx-4 mb-3 h-6 w-32 sm:mx-0" />
      {children}
    </div>
  )
}

/** The head of a person or a place. */
function HeadShape({ round = false }: { round?: boolean }) {
  return (
    <div className="px-4 pt-6 pb-5 sm:px-1">
      <div className={round ? '' : 'flex items-start gap-4'}>
        <Skeleton className={round ? 'size-24 rounded-full' : 'size-16 rounded-card'} />
        <div className={round ? 'mt-4 space-y-2' : 'space-y-2 pt-1'}>
          <Skeleton className="h-8 w-52 max-w-full" />
          <Skeleton className="h-4 w-32" />
        </div>
      </div>
      <Skeleton className="mt-4 h-10 w-36 rounded-full sm:hidden" />
    </div>
  )
}

function TabsShape() {
  return (
    <div className="mb-4 flex h-[calc(2.75rem+1px)] items-center gap-6 border-b border-line px-5 sm:px-4">
      {FOUR.map((key) => (
        <Skeleton key={key} className="h-4 w-14" />
      ))}
    </div>
  )
}

function ComposerShape() {
  return (
    <div className="pb-2 sm:pb-3">
      <Card className="max-sm:rounded-none max-sm:border-x-0">
        <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 px-4 py-4 sm:px-5">
          <Skeleton className="size-11 rounded-full" />
          <Skeleton className="h-4 w-48" />
          <Skeleton className="col-span-2 mt-2 h-10 w-52 max-w-full rounded-full sm:col-span-1 sm:col-start-2" />
        </div>
      </Card>
    </div>
  )
}

function ConversationShape() {
  return (
    <Card className="mt-2 px-4 pt-3 max-sm:rounded-none max-sm:border-x-0 sm:mt-3 sm:px-5">
      <Skeleton className="h-5 w-28" />
      {FOUR.map((key) => (
        <div key={key} className="flex gap-3 py-2.5">
          <Skeleton className="mt-0.5 size-8 shrink-0 rounded-full" />
          <div className="flex-1 space-y-2 pt-1">
            <Skeleton className="h-4 w-32 max-w-full" />
            <Skeleton className="h-4 w-3/4" />
          </div>
        </div>
      ))}
    </Card>
  )
}
