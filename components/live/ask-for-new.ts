import { ApiProblem, api } from '@/components/client/api'
import type { NewInFeed, NotificationState } from '@/lib/shared/views'
import type { Frame } from './frames'

/** What came after a position, or null while the server cannot be asked. */
export async function askForNew(from: string | null, signal: AbortSignal): Promise<Frame | null> {
  const path = from ? `/api/feed/new?position=${encodeURIComponent(from)}` : '/api/feed/new'
  try {
    return { event: 'polled', from, ...(await api.get<NewInFeed>(path, { signal })) }
  } catch (error) {
    return error instanceof ApiProblem && error.status === 401 ? { event: 'ended' } : null
  }
}

/** What the bell shows now, or null while the server cannot be asked. */
export async function askForBell(signal: AbortSignal): Promise<Frame | null> {
  const state = await api.get<NotificationState>('/api/notifications/state', { signal }).catch(() => null)
  return state && { event: 'bell', state }
}
