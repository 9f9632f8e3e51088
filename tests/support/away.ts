import '@/lib/feed/open-fan-outs'
import { once } from '@/lib/process/once'
import { commandsTarget } from '@/lib/redis/client'

/**
 * Does something while Redis counts as away in this process: the breaker is open, as after a command that got no answer.
 * For tests that ask a hundred times with and without; those of one outage freeze or kill the server.
 */
export async function whileRedisIsAway<T>(work: () => Promise<T>): Promise<T> {
  commandsTarget.awayUntil = Number.POSITIVE_INFINITY
  try {
    return await work()
  } finally {
    commandsTarget.awayUntil = 0
  }
}

/** Lets the next page look for open fan-outs at once instead of within a second. */
export function lookForOpenFanOutsNow(): void {
  once<{ at: number }>('open-fan-outs', () => ({ at: 0 })).at = Number.NEGATIVE_INFINITY
}
