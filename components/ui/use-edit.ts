'use client'

import { useState } from 'react'
import {
  adopt,
  changeOf,
  conflictOf,
  type Edit,
  isChanged,
  keepMine,
  openEdit,
  takeTheirs,
} from '@/components/client/edit'

/**
 * The state of a form that edits something which may change on another device meanwhile. `now` is its newest known version.
 * The form sends `change` with `basedOn`.
 */
export function useEdit<Form extends Record<string, string>>(now: Form) {
  const [state, setState] = useState<Edit<Form>>(() => openEdit(now))
  const edit = adopt(state, now)
  const conflict = conflictOf(edit, now)

  return {
    mine: edit.mine,
    change: changeOf(edit),
    basedOn: edit.base,
    changed: isChanged(edit),
    /** Null when nothing was changed both here and elsewhere. */
    conflict: Object.keys(conflict).length > 0 ? conflict : null,
    set: (fields: Partial<Form>) => setState({ ...edit, mine: { ...edit.mine, ...fields } }),
    /** Begins again from a version that was saved here. */
    restart: (version: Form) => setState(openEdit(version)),
    keepMine: () => setState(keepMine(edit, now)),
    takeTheirs: () => setState(takeTheirs(edit, now)),
  }
}
