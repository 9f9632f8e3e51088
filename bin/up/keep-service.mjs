import { isEnding, stopAtEnd } from './lifecycle.mjs'

/** @typedef {import('../services/postgres.mjs').Service} Service */

/**
 * Starts a service, restarts it on the same port when it dies, and stops it when everything ends.
 * @param {string} name
 * @param {(port?: number) => Promise<Service>} start
 * @param {(line: string) => void} log
 * @returns {Promise<Service>} as it was started first; its address stays the same
 */
export async function keepService(name, start, log) {
  let service = await start()
  const first = service
  const watch = () =>
    service.child.once('exit', async (code, signal) => {
      if (isEnding()) return
      log(`${name} ended (${signal ?? `code ${code}`}); starting it again`)
      service = await again()
      watch()
    })
  const again = async () => {
    for (;;) {
      try {
        return await start(first.port)
      } catch (error) {
        log(`${name}: ${error instanceof Error ? error.message : error}`)
        await new Promise((resolve) => setTimeout(resolve, 1000))
      }
    }
  }
  watch()
  stopAtEnd({ stop: () => service.stop() })
  return service
}
