import { Skeleton } from '@/components/ui/skeleton'

const WIDTHS = ['w-3/4', 'w-2/3', 'w-4/5', 'w-1/2']

/** Grey shapes while the rows are loading. */
export function RowSkeletons() {
  return (
    <div role="status" aria-label="Notifications: loading" className="divide-y divide-line">
      {WIDTHS.map((width) => (
        <div key={width} className="flex gap-3.5 px-4 py-3.5 max-md:pb-7">
          <Skeleton className="size-[44px] shrink-0 rounded-full" />
          <div className="flex-1 space-y-2 pt-1">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3.5 w-11/12" />
            <Skeleton className="h-3 w-16" />
          </div>
        </div>
      ))}
    </div>
  )
}
