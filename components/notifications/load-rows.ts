import { api, timeoutSignal } from '@/components/client/api'
import type { Store } from '@/components/client/store'
import { receiveAndShare } from '@/components/live/live'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { type BellListState, rowsOf } from './bell-list-state'
import { appendBellPage, mergeBellPage } from './receive-bell'

/** How many rows a page has. */
const PAGE = 20
/** The most that the server gives in one page. */
const MOST = 100

/**
 * Loads the newest rows of a filter, unless a request for them is under way. Throws when that fails, which `loads` says,
 * too.
 */
export async function loadNewestRows(store: Store<BellListState>, filter: NotificationFilter): Promise<void> {
  const state = store.get()
  if (state.loads[filter].newest === 'loading') return
  const knownBefore = state.groups
  // As many as are on the screen: a shorter list would move what is being read.
  const limit = Math.min(MOST, Math.max(PAGE, rowsOf(state, filter).length))
  store.change((now) => withLoad(now, filter, { newest: 'loading' }))
  try {
    const page = await readPage({ filter, limit: String(limit) })
    store.change((now) => withLoad(mergeBellPage(now, { filter, page, knownBefore }), filter, { newest: 'idle' }))
    receiveAndShare({ event: 'bell', state: page.state })
  } catch (error) {
    store.change((now) => withLoad(now, filter, { newest: 'failed' }))
    throw error
  }
}

/** Loads the next page below the shown rows of a filter, one at a time. A failure is in `loads`. */
export async function loadOlderRows(store: Store<BellListState>, filter: NotificationFilter): Promise<void> {
  const { views, loads, groups: knownBefore } = store.get()
  const cursor = views[filter]?.nextCursor
  if (!cursor || loads[filter].older === 'loading') return
  store.change((now) => withLoad(now, filter, { older: 'loading' }))
  try {
    const page = await readPage({ filter, limit: String(PAGE), cursor })
    store.change((now) =>
      withLoad(appendBellPage(now, { filter, page, knownBefore, cursor }), filter, { older: 'idle' }),
    )
    receiveAndShare({ event: 'bell', state: page.state })
  } catch {
    store.change((now) => withLoad(now, filter, { older: 'failed' }))
  }
}

type Loads = BellListState['loads'][NotificationFilter]

function withLoad(state: BellListState, filter: NotificationFilter, load: Partial<Loads>): BellListState {
  return { ...state, loads: { ...state.loads, [filter]: { ...state.loads[filter], ...load } } }
}

function readPage(query: Record<string, string>): Promise<NotificationPage> {
  return api.get(`/api/notifications?${new URLSearchParams(query)}`, { signal: timeoutSignal() })
}
