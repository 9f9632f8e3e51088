import { log } from '@/lib/process/log'

/** Milliseconds after which a stopping process exits, finished or not. */
const DEADLINE = 25_000

/**
 * Runs `stop` and exits on SIGTERM or SIGINT, or when the parent process that opened an IPC channel has died. Further
 * signals change nothing.
 */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const begin = (why: string) => {
    if (stopping) return
    stopping = true
    log.info({ why }, 'stopping')
    setTimeout(() => process.exit(1), DEADLINE).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => begin('SIGTERM'))
  process.on('SIGINT', () => begin('SIGINT'))
  process.on('disconnect', () => begin('parent process ended'))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
}
