import type { Store } from '@/components/client/store'
import type { LiveState } from './receive'
import { between, until, wait } from './waiting'

type PollingOptions = { live: Store<LiveState>; ask: () => Promise<void>; signal: AbortSignal }

/**
 * While there is no stream, or the server says that it may miss things, asks after some seconds (most gaps are shorter)
 * and then every 20 to 40; all browsers at different times.
 */
export async function keepPolling({ live, ask, signal }: PollingOptions): Promise<void> {
  const needed = () => isCutOff(live.get()) && !signal.aborted
  while (!signal.aborted) {
    await until(live, isCutOff, signal)
    await wait(between(4_000, 7_000), signal)
    while (needed()) {
      if (navigator.onLine) await ask()
      await wait(between(20_000, 40_000), signal)
    }
  }
}

function isCutOff({ connection, degraded }: LiveState): boolean {
  return connection === 'lost' || connection === 'connecting' || degraded
}
