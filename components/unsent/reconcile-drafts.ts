import type { KeeperState, StoredDraft } from './draft'

type Reading<Value> = {
  /** The drafts of the field on the disk, the newest first. */
  drafts: readonly StoredDraft<Value>[]
  /** What the keeper knew when they were read. */
  before: KeeperState<Value>
  /** The field has just come on the screen. */
  opening: boolean
}

type Reconciled<Value> = {
  state: KeeperState<Value>
  /** What the field has to show now; null leaves it as it is, `empty` empties it. */
  show: { value: Value } | 'empty' | null
}

/** What the drafts on the disk mean for a field. Nothing that was typed here is replaced. */
export function reconcileDrafts<Value>(state: KeeperState<Value>, reading: Reading<Value>): Reconciled<Value> {
  const others = reading.drafts.filter(({ key }) => key !== state.own?.key)
  const kept = keptOf(state, { ...reading, drafts: others })
  if (state.own && !wasRemoved(state, reading)) return { state: { ...state, kept }, show: null }

  // Older drafts were there already when the text of this field was sent.
  const newest = others.find(({ at }) => at >= state.since)
  if (newest) {
    const { key, version, at, value } = newest
    const adopted = { key, version }
    const changed = state.adopted?.key !== key || state.adopted.version !== version
    const rest = kept.filter((draft) => draft !== newest)
    return { state: { ...state, own: null, adopted, since: at, kept: rest }, show: changed ? { value } : null }
  }
  const showed = state.own ?? state.adopted
  return { state: { ...state, own: null, adopted: null, kept }, show: showed ? 'empty' : null }
}

/** Those that are still there, and those that were put aside after the reading began. */
function keptOf<Value>({ kept }: KeeperState<Value>, { drafts, before, opening }: Reading<Value>) {
  const isIn = (list: readonly StoredDraft<Value>[]) => (draft: StoredDraft<Value>) =>
    list.some(({ key }) => key === draft.key)
  const fresh = kept.filter((draft) => !isIn(before.kept)(draft) && !isIn(drafts)(draft))
  return [...fresh, ...(opening ? drafts : drafts.filter(isIn(kept)))]
}

/**
 * Another tab has sent the text, or continues it, and nothing was typed here since. Before the first reading no other tab knew
 * the draft: then it is only not stored yet.
 */
function wasRemoved<Value>({ own }: KeeperState<Value>, { drafts, before, opening }: Reading<Value>): boolean {
  if (opening) return false
  const isStored = drafts.some(({ key }) => key === own?.key)
  return !isStored && before.own?.key === own?.key && before.own?.version === own?.version
}
