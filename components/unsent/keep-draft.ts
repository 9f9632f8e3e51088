import { newKey } from '@/components/client/idempotency-key'
import { createStore, type Store } from '@/components/client/store'
import type { KeeperState, KnownDraft, StoredDraft } from './draft'
import { loadDiskParts, openDiskParts } from './load-disk-parts'

type Options<Value> = {
  /** Names the field: `post`, or `comment/<id of the post>`. */
  target: string
  /** What the field shows. Whoever sets it types. */
  shown: Store<Value>
  isEmpty: (value: Value) => boolean
  /** What the field shows when nothing is written in it. */
  empty: () => Value
  /** `only`: no stored draft appears in the field by itself. All of them are offered. */
  offers?: 'only'
}

const NOBODYS = { viewerId: null, own: null, adopted: null, kept: [], since: 0 }

export type DraftKeeper<Value> = ReturnType<typeof keepDraft<Value>>

/**
 * Keeps on the disk what is written in a field, for each person.
 *
 * 1. A tab writes only its own draft. So two tabs never overwrite each other's text.
 * 2. A field in which nothing was typed shows the newest draft of the others. When somebody types there, the tab takes it over:
 *    its own draft replaces that one, unless that one was changed meanwhile.
 * 3. Other drafts are kept, to be put back.
 */
export function keepDraft<Value>({ target, shown, isEmpty, empty, offers }: Options<Value>) {
  const state = createStore<KeeperState<Value>>(NOBODYS)
  const sinceThen = (at: number) => (offers === 'only' ? Number.POSITIVE_INFINITY : at)
  let showing = false
  let stopFollowing = () => {}

  const prefix = () => `draft/${state.get().viewerId}/${target}/`
  const storage = (use: (loaded: Awaited<ReturnType<typeof loadDiskParts>>) => unknown) =>
    void loadDiskParts().then(use)

  shown.subscribe(() => {
    if (!showing && state.get().viewerId !== null) typed(shown.get())
  })

  function typed(value: Value): void {
    const { own, adopted } = state.get()
    if (isEmpty(value)) {
      if (!own && !adopted) return
      const gone = forget()
      storage(({ removeDrafts }) => removeDrafts(gone))
      return
    }
    const draft = { key: own?.key ?? prefix() + newKey(), version: (own?.version ?? 0) + 1, at: Date.now(), value }
    state.change((now) => ({ ...now, own: draft, adopted: null, since: sinceThen(draft.at) }))
    storage(({ storeDraft }) => storeDraft(draft, adopted))
  }

  /** The field is emptied because its text was sent. Returns the stored drafts of which this was one. */
  function forget(): KnownDraft[] {
    const { own, adopted } = state.get()
    state.change((now) => ({ ...now, own: null, adopted: null, since: sinceThen(Date.now()) }))
    return [own, adopted].filter((draft) => draft !== null)
  }

  function show(what: { value: Value } | 'empty'): void {
    showing = true
    shown.set(what === 'empty' ? empty() : what.value)
    showing = false
  }

  function keep(draft: StoredDraft<Value>): void {
    state.change((now) => ({ ...now, kept: [draft, ...now.kept] }))
    storage(({ storeDraft }) => storeDraft(draft, null))
  }

  /** The field is empty and nobody's. */
  function close(): void {
    stopFollowing()
    stopFollowing = () => {}
    state.set(NOBODYS)
    show('empty')
  }

  return {
    state,
    forget,
    close,
    /** Keeps a draft that does not stand in the field. */
    keep,

    newDraft(value: Value, viewerId: string | null): StoredDraft<Value> {
      return { key: `draft/${viewerId}/${target}/${newKey()}`, version: 1, at: Date.now(), value }
    },

    /** Puts a draft into the field, which shows nothing. */
    takeUp(draft: StoredDraft<Value>): void {
      state.change((now) => ({ ...now, adopted: draft }))
      shown.set(draft.value)
    },

    /** The field is on the screen of this person. */
    open(viewerId: string): void {
      const { viewerId: before } = state.get()
      if (before === viewerId) return
      if (before !== null) close()
      state.change((now) => ({ ...now, viewerId, since: sinceThen(0) }))
      if (!isEmpty(shown.get())) typed(shown.get())
      void openDiskParts().then(({ followDrafts }) => {
        if (state.get().viewerId === viewerId) stopFollowing = followDrafts({ prefix: prefix(), state, show })
      })
    },

    /** Puts a kept draft into the field. What stands there is kept. */
    putBack(draft: StoredDraft<Value>): void {
      const { own, adopted, kept: before } = state.get()
      const kept = before.filter(({ key }) => key !== draft.key)
      const stored = own ?? adopted
      const instead = stored && { ...stored, at: Date.now(), value: shown.get() }
      state.change((now) => ({ ...now, own: null, adopted: draft, kept: instead ? [instead, ...kept] : kept }))
      shown.set(draft.value)
    },

    /** Removes a kept draft for good. */
    discard(draft: StoredDraft<Value>): void {
      state.change((now) => ({ ...now, kept: now.kept.filter(({ key }) => key !== draft.key) }))
      storage(({ removeDrafts }) => removeDrafts([draft]))
    },
  }
}
