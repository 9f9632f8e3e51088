import { log } from '@/lib/process/log'
import { checkBells } from './check-bells'
import { checkChanges } from './check-changes'
import { checkPositions } from './check-positions'
import type { Gateway } from './gateway'
import { deregister } from './registration'

/**
 * Checks positions and bells of every connection (of these users), regularly and after trouble; and after a gap, when all are
 * registered again, what changed in it. Never throws: what cannot be checked now is checked the next time.
 */
export async function checkNow(gateway: Gateway, users?: string[]): Promise<void> {
  const later = (error: unknown) => log.info({ error: String(error) }, 'positions not checked')
  const positions = checkPositions(gateway, users).then(() => (users ? undefined : checkChanges(gateway)))
  await Promise.all([positions.catch(later), checkBells(gateway, users).catch(later)])
}

/**
 * Removes this gateway's registration of users who have no stream here. A user may connect meanwhile, and the removal may
 * reach Redis after that registration. So those who are connected afterwards are registered again, by a check.
 */
export async function deregisterAbsent(gateway: Gateway, users: string[]): Promise<void> {
  await deregister(gateway.id, users.map(BigInt))
  const connected = users.filter((user) => gateway.connections.of(user).length > 0)
  if (connected.length > 0) await checkNow(gateway, connected)
}
