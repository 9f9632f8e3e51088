import type { Server } from 'node:http'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'

/** Opens PORT, and reports to the log and to a parent process that this process is ready. */
export async function listen(server: Server, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(env.PORT, resolve))
  log.info({ port: env.PORT }, `${name} ready`)
  process.send?.('ready')
}
