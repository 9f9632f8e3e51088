import { api, messageOf, timeoutSignal } from '@/components/client/api'
import { isNewerId } from '@/components/client/ids'
import type { Store } from '@/components/client/store'
import { share } from '@/components/live/live'
import { unseenHere } from '@/components/live/use-bell'
import { toastError } from '@/components/ui/toast'
import type { NotificationState } from '@/lib/shared/views'
import { type BellList, countAfter } from './bell-list'

/** Milliseconds between two requests while new rows keep coming into sight. */
const PAUSE = 1_000
/** One word about a failure is enough for so long: rows that come meanwhile fail, too. */
const TOLD = 10_000

/**
 * Marks what was on the screen as seen: on the badge at once, on the server one request at a time. A mark only moves
 * forward. Returns how to say up to which seq everything was shown.
 */
export function seenMarks(list: Store<BellList>): (upTo: string) => void {
  let wanted = '0'
  let failed = '0'
  let toldAt = 0
  let stop: (() => void) | null = null

  function mark(upTo: string): void {
    if (!isNewerId(upTo, wanted)) return
    wanted = upTo
    if (stop) count()
    else void confirm()
  }

  const count = () => unseenHere.set(countAfter(list.get(), wanted))

  async function confirm(): Promise<void> {
    stop = list.subscribe(count)
    count()
    try {
      for (let sent = ''; sent !== wanted; ) {
        if (sent) await new Promise((resolve) => setTimeout(resolve, PAUSE))
        sent = wanted
        const signal = timeoutSignal()
        const state = await api.put<NotificationState>('/api/notifications/seen', { upTo: sent }, { signal })
        share({ event: 'bell', state })
      }
    } catch (error) {
      failed = wanted
      wanted = '0'
      if (Date.now() > toldAt + TOLD)
        toastError(messageOf(error), { action: { label: 'Retry', onClick: () => mark(failed) } })
      toldAt = Date.now()
    }
    stop()
    stop = null
    unseenHere.set(null)
  }

  return mark
}
