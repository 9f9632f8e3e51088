import { Skeleton } from '@/components/ui/skeleton'

export function PlaceRowSkeleton() {
  return (
    <div className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <Skeleton className="size-[44px] rounded-full" />
      <div className="flex-1 space-y-2">
        <Skeleton className="h-4 w-44" />
        <Skeleton className="h-3.5 w-24" />
      </div>
    </div>
  )
}
