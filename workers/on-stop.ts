import { log } from '@/lib/process/log'

/** Milliseconds in which a process must have ended after it was asked to. */
const DEADLINE = 25_000

/**
 * Ends the process in order on SIGTERM or SIGINT, once; a second signal does not hurry it. A parent that started us with
 * an IPC channel and dies takes us with it.
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
        log.error({ err: error }, 'stopped badly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => begin('SIGTERM'))
  process.on('SIGINT', () => begin('SIGINT'))
  process.on('disconnect', () => begin('parent is gone'))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
}
