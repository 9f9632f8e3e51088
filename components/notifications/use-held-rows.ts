'use client'

import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { EMPTY_LIST, rowsOf } from './bell-list'
import { heldList } from './held-list'
import { takeFirstPage } from './receive-bell'

/** A page that the server rendered, and of which rows. */
export type Rendered = { filter: NotificationFilter; page: NotificationPage }

/** The rows of a filter, kept current while they are shown. */
export function useHeldRows(viewerId: string, filter: NotificationFilter, rendered?: Rendered) {
  const [list] = useState(() => heldList(viewerId))
  const [first] = useState(() =>
    rendered ? takeFirstPage(EMPTY_LIST, { ...rendered, before: EMPTY_LIST.groups }) : EMPTY_LIST,
  )

  // Before the first look, but not while drawing: others may be drawing the same list.
  useLayoutEffect(() => {
    if (rendered) list.open(rendered)
  }, [list, rendered])

  const state = useSyncExternalStore(list.store.subscribe, list.store.get, () => first)
  const rows = useMemo(() => rowsOf(state, filter), [state, filter])
  useEffect(() => list.show(filter), [list, filter])

  return { list, rows, view: state.views[filter], load: state.loads[filter], answers: state.answers }
}

export type HeldRows = ReturnType<typeof useHeldRows>
