import { ApiProblem, api } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import type { NewInFeed, NotificationState } from '@/lib/shared/views'
import type { Frame } from './frames'
import type { LiveState } from './live-state'
import { randomBetween, until, wait } from './waiting'

type PollingOptions = { live: Store<LiveState>; poll: () => Promise<void>; signal: AbortSignal }

/**
 * Polls while there is no stream, or while the server says that the stream may miss things: first after some seconds,
 * because most gaps are shorter, and then every 20 to 40. All browsers do so at different times.
 */
export async function keepPolling({ live, poll, signal }: PollingOptions): Promise<void> {
  const needed = () => isCutOff(live.get()) && !signal.aborted
  while (!signal.aborted) {
    await until(live, isCutOff, signal)
    await wait(randomBetween(4_000, 7_000), signal)
    while (needed()) {
      if (navigator.onLine) await poll()
      await wait(randomBetween(20_000, 40_000), signal)
    }
  }
}

function isCutOff({ status, degraded }: LiveState): boolean {
  return status === 'lost' || status === 'connecting' || degraded
}

/** What is new in the feed after a position, as a frame; null while the server cannot be reached. */
export async function pollFeed(from: string | null, signal: AbortSignal): Promise<Frame | null> {
  const path = from ? `/api/feed/new?position=${encodeURIComponent(from)}` : '/api/feed/new'
  try {
    return { event: 'polled', from, ...(await api.get<NewInFeed>(path, { signal })) }
  } catch (error) {
    return error instanceof ApiProblem && error.status === 401 ? { event: 'ended' } : null
  }
}

/** What the bell shows now, as a frame; null while the server cannot be reached. */
export async function pollBell(signal: AbortSignal): Promise<Frame | null> {
  const state = await api.get<NotificationState>('/api/notifications/state', { signal }).catch(() => null)
  return state && { event: 'bell', state }
}
