import { createStore } from '@/components/client/store'
import type { Frame } from '@/components/live/frames'
import { live, onFrame } from '@/components/live/live'
import { type LiveState, recheckWithin } from '@/components/live/live-state'
import { refreshLater } from '@/components/live/refresh-later'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { type BellListState, EMPTY_BELL_LIST, isStale, withVersion } from './bell-list-state'
import { loadNewestRows, loadOlderRows } from './load-rows'
import { mergeBellPage, receiveBell } from './receive-bell'
import { createSeenMarker } from './seen-marker'

/** After so many milliseconds a version that the stream has not brought counts as missed. */
const LATE = 400
/** Milliseconds between two reloads, however much is missed. */
const PAUSE = 3_000
/** With more groups than this the list is dropped while no screen shows it. */
const MOST_KEPT = 300

export type BellList = ReturnType<typeof createBellList>

/**
 * The bell of one viewer in this tab: its state, and what changes it. It outlives panel and page, so that they open with
 * what is known.
 */
function createBellList(viewerId: string) {
  const store = createStore<BellListState>(EMPTY_BELL_LIST)
  const { change } = store
  const shown: NotificationFilter[] = []
  let reloadedAt = 0

  const refresh = refreshLater(async () => {
    reloadedAt = Date.now()
    for (const filter of new Set(shown)) if (isStale(store.get(), filter)) await loadNewestRows(store, filter)
    bringUpToDate()
  })

  /** Loads the filters that are shown and may lack changes: once, however many are missing. */
  function bringUpToDate() {
    if (!shown.some((filter) => isStale(store.get(), filter))) return
    refresh.after(Math.max(LATE * (1 + Math.random()), reloadedAt + PAUSE - Date.now()))
  }

  /** What rows show of posts and people may be hidden by now, which is no change of the rows: all that is shown is read again. */
  const recheck = refreshLater(async () => {
    if (shown.length === 0) store.set(EMPTY_BELL_LIST)
    for (const filter of new Set(shown)) await loadNewestRows(store, filter)
  })

  function receive(frame: Frame, before: LiveState) {
    const within = recheckWithin(frame, before)
    if (within !== null) recheck.within(within)
    if (shown.length === 0 && store.get().groups.size > MOST_KEPT) store.set(EMPTY_BELL_LIST)
    change((state) => receiveBell(state, frame))
    bringUpToDate()
  }

  /** For a filter that is shown for the first time, and to try again. A failure is in `loads`. */
  const load = (filter: NotificationFilter) => void loadNewestRows(store, filter).then(bringUpToDate, () => undefined)

  return {
    viewerId,
    store,
    change,
    load,
    loadOlder: (filter: NotificationFilter) => loadOlderRows(store, filter),
    /** Everything up to this seq was on the screen. */
    markSeen: createSeenMarker(store),
    listen: () => onFrame(receive),

    /** Takes in a page that the server rendered, unless more is known here. */
    open({ filter, page }: { filter: NotificationFilter; page: NotificationPage }) {
      const { views, groups: knownBefore } = store.get()
      if (views[filter] && !isStale(withVersion(store.get(), page.state.version), filter)) return
      change((state) => mergeBellPage(state, { filter, page, knownBefore }))
    },

    /** The rows of this filter are on the screen from now on, until the returned function is called. */
    show(filter: NotificationFilter): () => void {
      shown.push(filter)
      const { bell } = live.get()
      if (bell) change((state) => withVersion(state, bell.version))
      const { views, loads } = store.get()
      if (loads[filter].newest !== 'loading' && (!views[filter] || isStale(store.get(), filter))) load(filter)
      return () => void shown.splice(shown.indexOf(filter), 1)
    },
  }
}

let current: { list: BellList; stop: () => void } | null = null

/** The bell of this viewer in this tab. On the server a new one each time: nothing of one reader may reach another. */
export function bellListOf(viewerId: string): BellList {
  if (typeof window === 'undefined') return createBellList(viewerId)
  if (current?.list.viewerId !== viewerId) {
    current?.stop()
    const list = createBellList(viewerId)
    current = { list, stop: list.listen() }
  }
  return current.list
}
