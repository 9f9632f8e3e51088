import { log } from '@/lib/process/log'

/**
 * Repeats `work` until stopped: `every` milliseconds after its last run has ended, or at once when it returns true (more to
 * do).
 */
export function startLoop(name: string, every: number, work: () => Promise<boolean>) {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running = Promise.resolve()

  async function run() {
    const more = await work().catch((error: unknown) => {
      log.warn({ loop: name, error: String(error) }, 'loop failed')
      return false
    })
    if (!stopped) timer = setTimeout(start, more ? 0 : every)
  }

  function start() {
    running = run()
  }

  start()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
