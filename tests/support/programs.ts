import { resolve } from 'node:path'

/** Where a Redis is kept that had to be installed for the tests. */
export const PROGRAMS = resolve('.data/programs')
