import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '@/generated/prisma/client'
import { once } from '@/lib/process/once'
import { pool } from './pool'

/** For mutations, inside `mutate`. Reads, sets and jobs use `query`. */
export const db = once('db', () => new PrismaClient({ adapter: new PrismaPg(pool) }))

/** A transaction of Prisma's. */
export type Tx = Prisma.TransactionClient

export { Prisma }
