import { setTimeout as pause } from 'node:timers/promises'
import { clock } from '@/bench/measure/clock'
import type { World } from './services'

const ONLINE = 'online:{0}'
const WITHIN = 10_000

/**
 * Waits until the product has noticed that all streams are closed. If it were stopped earlier, it would spend fifteen seconds
 * ending them. If it were killed, readers would still be registered as connected in the next run.
 */
export async function untilNobodyIsOnline({ keys }: World): Promise<void> {
  for (const deadline = clock() + WITHIN; clock() < deadline; await pause(20)) {
    if ((await keys.hlen(ONLINE)) === 0) return
  }
}
