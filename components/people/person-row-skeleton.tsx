import { RowSkeleton } from '@/components/ui/row-skeleton'

export const PersonRowSkeleton = () => <RowSkeleton lines={['w-40', 'w-60 max-w-full']} />
