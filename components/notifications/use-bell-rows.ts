'use client'

import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { bellListOf } from './bell-list'
import { EMPTY_BELL_LIST, rowsOf } from './bell-list-state'
import { mergeBellPage } from './receive-bell'

/** The first page of a filter, as the server rendered it. */
export type Rendered = { filter: NotificationFilter; page: NotificationPage }

/** The rows of a filter, kept current while they are shown. */
export function useBellRows(viewerId: string, filter: NotificationFilter, rendered?: Rendered) {
  const [list] = useState(() => bellListOf(viewerId))
  const [first] = useState(() =>
    rendered ? mergeBellPage(EMPTY_BELL_LIST, { ...rendered, knownBefore: EMPTY_BELL_LIST.groups }) : EMPTY_BELL_LIST,
  )

  // Before the browser paints, but not while rendering: another component may be rendering the same list.
  useLayoutEffect(() => {
    if (rendered) list.open(rendered)
  }, [list, rendered])

  const state = useSyncExternalStore(list.store.subscribe, list.store.get, () => first)
  const rows = useMemo(() => rowsOf(state, filter), [state, filter])
  useEffect(() => list.show(filter), [list, filter])

  return { list, rows, view: state.views[filter], load: state.loads[filter], outcomes: state.outcomes }
}

export type BellRows = ReturnType<typeof useBellRows>
