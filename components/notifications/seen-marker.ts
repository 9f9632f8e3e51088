import { api } from '@/components/client/api'
import { isNewerId } from '@/components/client/ids'
import type { Store } from '@/components/client/store'
import { receiveAndShare, unseenHere } from '@/components/live/live'
import { toastFailure } from '@/components/ui/toast-failure'
import type { NotificationState } from '@/lib/shared/views'
import { type BellListState, countAfter } from './bell-list-state'

/** Milliseconds between two requests while new rows keep coming into view. */
const PAUSE = 1_000
/** A failure is shown at most once in so many milliseconds: rows that come meanwhile fail, too. */
const QUIET = 10_000

/**
 * Returns a function that marks everything up to a seq as seen, because it was on the screen: on the badge at once, on the
 * server with one request at a time. The seq only moves forward.
 */
export function createSeenMarker(state: Store<BellListState>): (upTo: string) => void {
  let wanted = '0'
  let failed = '0'
  let shownAt = 0
  let stop: (() => void) | null = null

  function mark(upTo: string): void {
    if (!isNewerId(upTo, wanted)) return
    wanted = upTo
    if (stop) count()
    else void confirm()
  }

  const count = () => unseenHere.set(countAfter(state.get(), wanted))

  async function confirm(): Promise<void> {
    stop = state.subscribe(count)
    count()
    try {
      for (let sent = ''; sent !== wanted; ) {
        if (sent) await new Promise((resolve) => setTimeout(resolve, PAUSE))
        sent = wanted
        const answer = await api.put<NotificationState>('/api/notifications/seen', { upTo: sent })
        receiveAndShare({ event: 'bell', state: answer })
      }
    } catch (error) {
      failed = wanted
      wanted = '0'
      if (Date.now() > shownAt + QUIET) toastFailure(error, () => mark(failed))
      shownAt = Date.now()
    }
    stop()
    stop = null
    unseenHere.set(null)
  }

  return mark
}
