import { log } from '@/lib/process/log'

/** Runs `work` again and again until stopped, `every` milliseconds apart; at once when it says there is more. */
export function startLoop(name: string, every: number, work: () => Promise<boolean>) {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running = Promise.resolve()

  async function turn() {
    const more = await work().catch((error: unknown) => {
      log.warn({ loop: name, error: String(error) }, 'loop')
      return false
    })
    if (!stopped) timer = setTimeout(start, more ? 0 : every)
  }

  function start() {
    running = turn()
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
