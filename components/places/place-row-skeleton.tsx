import { RowSkeleton } from '@/components/ui/row-skeleton'

export const PlaceRowSkeleton = () => <RowSkeleton lines={['w-44', 'w-24']} />
