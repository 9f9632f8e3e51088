import { log } from '@/lib/process/log'

/** Milliseconds: `after` the start of the process, then `every` so often. */
type Loop = { name: string; after?: number; every: number; work: () => Promise<unknown> }

/** Runs `work` again and again until stopped; at once when it returned true: there is more. An error is logged, no more. */
export function startLoop({ name, after = 0, every, work }: Loop) {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running = Promise.resolve()

  async function run() {
    const more = await work().catch((error: unknown) => {
      log.warn({ loop: name, error: String(error) }, 'loop failed')
      return false
    })
    if (!stopped) timer = setTimeout(start, more === true ? 0 : every)
  }

  function start() {
    running = run()
  }

  if (after === 0) start()
  else timer = setTimeout(start, after)
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
