import { api, timeoutSignal } from '@/components/client/api'
import { createStore } from '@/components/client/store'
import { live, onFrame, share } from '@/components/live/live'
import { refreshLater } from '@/components/live/refresh-later'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { type BellList, EMPTY_LIST, isStale, rowsOf } from './bell-list'
import { seenMarks } from './mark-seen'
import { receiveBell, takeFirstPage, takeOlderPage, withTold } from './receive-bell'

const FIRST = 20
const MOST = 100
/** Milliseconds that news may be late on the stream before they count as missed… */
const LATE = 400
/** …and between two times of loading it anew, however much is missed. */
const PAUSE = 3_000
/** More groups than this are not kept while nobody looks at them. */
const MOST_KEPT = 300

export type HeldList = ReturnType<typeof createHeldList>

/** The rows of one viewer's bell in this tab. It outlives panel and page, so that they open with what is known. */
function createHeldList(viewerId: string) {
  const store = createStore<BellList>(EMPTY_LIST)
  const { change } = store
  const shown: NotificationFilter[] = []
  let reloadedAt = 0

  const refresh = refreshLater(async () => {
    reloadedAt = Date.now()
    for (const filter of new Set(shown)) if (isStale(store.get(), filter)) await loadNewest(filter)
    bringUpToDate()
  })

  /** Loads what is shown and lacks something, once however much is missed. */
  function bringUpToDate() {
    if (!shown.some((filter) => isStale(store.get(), filter))) return
    refresh.after(Math.max(LATE * (1 + Math.random()), reloadedAt + PAUSE - Date.now()))
  }

  function hear(frame: Parameters<typeof receiveBell>[1]) {
    if (shown.length === 0 && store.get().groups.size > MOST_KEPT) store.set(EMPTY_LIST)
    change((list) => receiveBell(list, frame))
    bringUpToDate()
  }

  const withLoad = (filter: NotificationFilter, load: Partial<BellList['loads'][NotificationFilter]>) =>
    change((list) => ({ ...list, loads: { ...list.loads, [filter]: { ...list.loads[filter], ...load } } }))

  async function loadNewest(filter: NotificationFilter): Promise<void> {
    const list = store.get()
    if (list.loads[filter].newest === 'loading') return
    const before = list.groups
    // As many as are on the screen: a shorter list would move what is being read.
    const limit = Math.min(MOST, Math.max(FIRST, rowsOf(list, filter).length))
    withLoad(filter, { newest: 'loading' })
    try {
      const page = await readPage({ filter, limit: String(limit) })
      change((now) => takeFirstPage(now, { filter, page, before }))
      withLoad(filter, { newest: 'idle' })
      share({ event: 'bell', state: page.state })
    } catch (error) {
      withLoad(filter, { newest: 'failed' })
      throw error
    }
  }

  async function loadOlder(filter: NotificationFilter): Promise<void> {
    const { views, loads, groups: before } = store.get()
    const cursor = views[filter]?.nextCursor
    if (!cursor || loads[filter].older === 'loading') return
    withLoad(filter, { older: 'loading' })
    try {
      const page = await readPage({ filter, limit: String(FIRST), cursor })
      change((list) => takeOlderPage(list, { filter, page, before, cursor }))
      withLoad(filter, { older: 'idle' })
      share({ event: 'bell', state: page.state })
    } catch {
      withLoad(filter, { older: 'failed' })
    }
  }

  /** For the first look at a filter, and for a second try. What went wrong stands in `loads`. */
  const load = (filter: NotificationFilter) => void loadNewest(filter).then(bringUpToDate, () => undefined)

  return {
    viewerId,
    store,
    change,
    load,
    loadOlder,
    /** Everything up to this seq was on the screen. */
    markSeen: seenMarks(store),
    listen: () => onFrame(hear),

    /** Takes in what the server rendered, unless more is known here. */
    open({ filter, page }: { filter: NotificationFilter; page: NotificationPage }) {
      const { views, groups: before } = store.get()
      if (views[filter] && !isStale(withTold(store.get(), page.state.version), filter)) return
      change((list) => takeFirstPage(list, { filter, page, before }))
    },

    /** The rows of this filter are on the screen from now on, until the returned function is called. */
    show(filter: NotificationFilter): () => void {
      shown.push(filter)
      const { bell } = live.get()
      if (bell) change((list) => withTold(list, bell.version))
      const { views, loads } = store.get()
      if (loads[filter].newest !== 'loading' && (!views[filter] || isStale(store.get(), filter))) load(filter)
      return () => void shown.splice(shown.indexOf(filter), 1)
    },
  }
}

function readPage(query: Record<string, string>): Promise<NotificationPage> {
  return api.get(`/api/notifications?${new URLSearchParams(query)}`, { signal: timeoutSignal() })
}

let current: { list: HeldList; stop: () => void } | null = null

/** The list of this viewer in this tab. On the server a new one each time: nothing of one reader may reach another. */
export function heldList(viewerId: string): HeldList {
  if (typeof window === 'undefined') return createHeldList(viewerId)
  if (current?.list.viewerId !== viewerId) {
    current?.stop()
    const list = createHeldList(viewerId)
    current = { list, stop: list.listen() }
  }
  return current.list
}
