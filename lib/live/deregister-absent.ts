import { checkNow } from './check-now'
import type { Gateway } from './gateway'
import { deregister } from './registration'

/**
 * Removes this gateway's registration of users who have no stream here. A user may connect meanwhile, and the removal may
 * reach Redis after that registration. So those who are connected afterwards are registered again, by a check.
 */
export async function deregisterAbsent(gateway: Gateway, users: string[]): Promise<void> {
  await deregister(gateway.id, users.map(BigInt))
  const connected = users.filter((user) => gateway.connections.of(user).length > 0)
  if (connected.length > 0) await checkNow(gateway, connected)
}
