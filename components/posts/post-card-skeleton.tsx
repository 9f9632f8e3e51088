import { Skeleton } from '@/components/ui/skeleton'
import { POST_CARD } from './post-card-classes'

export function PostCardSkeleton() {
  return (
    <div className={POST_CARD}>
      <Skeleton className="size-[44px] shrink-0 rounded-full" />
      <div className="flex-1 space-y-2.5 pt-1 pb-3.5">
        <Skeleton className="h-4 w-40 max-w-full" />
        <Skeleton className="h-3 w-20" />
        <Skeleton className="mt-4 h-4 w-full" />
        <Skeleton className="h-4 w-2/3" />
      </div>
    </div>
  )
}
