import { log } from '@/lib/process/log'
import { checkBells } from './check-bells'
import { checkPositions } from './check-positions'
import type { Gateway } from './gateway'

/**
 * Checks positions and bells of every connection (of these users), regularly and after trouble. Never throws: what cannot be
 * checked now is checked the next time.
 */
export async function checkNow(gateway: Gateway, users?: string[]): Promise<void> {
  const later = (error: unknown) => log.info({ error: String(error) }, 'positions not checked')
  await Promise.all([checkPositions(gateway, users).catch(later), checkBells(gateway, users).catch(later)])
}
