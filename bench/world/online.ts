import { setTimeout as pause } from 'node:timers/promises'
import { clock } from '@/bench/measure/clock'
import type { World } from './services'

const ONLINE = 'online:{0}'
const WITHIN = 10_000

/**
 * Waits until the product has noticed that all streams were closed. Stopped earlier it would say goodbye to them for
 * fifteen seconds, and killed meanwhile it would leave readers behind who look connected to the next one.
 */
export async function untilNobodyIsOnline({ keys }: World): Promise<void> {
  for (const deadline = clock() + WITHIN; clock() < deadline; await pause(20)) {
    if ((await keys.hlen(ONLINE)) === 0) return
  }
}
