import { limitSubject } from '@/lib/http/network-address'
import { countUses, type Use } from '@/lib/http/rate-limits'
import type { Client } from './sessions'

/**
 * Counts one request that signs in, before its body is read. Throws `rate_limited`. Returns what was counted, to take it back when
 * somebody has signed in. A device that signed in before counts for itself, so that its neighbours are not in its way;
 * `limitPasswordGuesses` counts its network too, when it asks for another account.
 */
export function countAttempt({ address, devices: [device] }: Client): Promise<Use[]> {
  const subject = device ? `device:${device.id}` : limitSubject(address)
  return countUses([{ limit: 'sign-in', subject }], address)
}
