import type { Store } from '@/components/client/store'

/** A text that was begun and not sent. `version` grows with every change; `at` is the time of the last one. */
export type StoredDraft<Value = unknown> = { key: string; version: number; at: number; value: Value }

/** A draft as its reader knows it: one that was changed since has another version. */
export type KnownDraft = Pick<StoredDraft, 'key' | 'version'>

/** What the keeper of a field knows. */
export type KeeperState<Value> = {
  viewerId: string | null
  /** The draft of this tab in its last version; null when nothing was typed here. */
  own: KnownDraft | null
  /** The stored draft of another tab or an earlier visit that the field shows. */
  adopted: KnownDraft | null
  /** Other drafts that were begun for this field. */
  kept: readonly StoredDraft<Value>[]
  /** Drafts that were last changed before this time, in milliseconds, do not appear in the field by themselves. */
  since: number
}

/** A field as the reader of its stored drafts sees it. */
export type DraftField<Value> = {
  /** The beginning of the keys of its drafts. */
  prefix: string
  state: Store<KeeperState<Value>>
  show: (what: { value: Value } | 'empty') => void
}
