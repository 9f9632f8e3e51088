'use client'

import { useState, useSyncExternalStore } from 'react'
import {
  adopt,
  afterSaving,
  changeOf,
  conflictOf,
  type Edit,
  isChanged,
  keepMine,
  openEdit,
  takeTheirs,
} from '@/components/client/edit'
import { createStore } from '@/components/client/store'

/**
 * The state of a form that edits something which may change on another device meanwhile. `now` is its newest known version.
 * The form sends `change` with `basedOn`.
 */
export function useEdit<Form extends Record<string, string>>(now: Form) {
  const [store] = useState(() => createStore<Edit<Form>>(openEdit(now)))
  const state = useSyncExternalStore(store.subscribe, store.get, store.get)
  const edit = adopt(state, now)
  const conflict = conflictOf(edit, now)

  return {
    mine: edit.mine,
    change: changeOf(edit),
    basedOn: edit.base,
    changed: isChanged(edit),
    /** Null when nothing was changed both here and elsewhere. */
    conflict: Object.keys(conflict).length > 0 ? conflict : null,
    set: (fields: Partial<Form>) => store.set({ ...edit, mine: { ...edit.mine, ...fields } }),
    /**
     * What this form held was saved as this version. True when more was written while it was being saved: that is still here,
     * to be saved as well.
     */
    settle: (saved: Form): boolean => {
      store.change((later) => afterSaving(later, { sent: state.mine, saved }))
      return isChanged(store.get())
    },
    keepMine: () => store.set(keepMine(edit, now)),
    takeTheirs: () => store.set(takeTheirs(edit, now)),
  }
}
