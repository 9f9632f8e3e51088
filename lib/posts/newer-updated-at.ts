import { Prisma } from '@/lib/postgres/prisma'

/**
 * The next value of Post.updatedAt. Browsers ignore a post whose `updatedAt` is not newer than that of the one they hold, so
 * it must grow with every change, also within one millisecond and when the clock is set back.
 */
export const newerUpdatedAt = Prisma.sql`GREATEST(clock_timestamp(), "updatedAt" + interval '1 millisecond')`
