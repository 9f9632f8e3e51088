import { change, read, write } from './disk'
import type { DraftField, KnownDraft, StoredDraft } from './draft'
import { reconcileDrafts } from './reconcile-drafts'
import { onTabMessage, sendToTabs } from './unsent-tabs'

/** The drafts whose keys begin like this, the newest first. Throws when the disk fails. */
export async function readDrafts<Value>(prefix: string): Promise<StoredDraft<Value>[]> {
  const drafts = await read<StoredDraft<Value>>(prefix)
  return drafts.sort((one, other) => other.at - one.at)
}

/**
 * Stores a draft. `takesOver`: the draft of another tab that it continues. That one is removed if its tab has not changed it
 * since.
 */
export async function storeDraft(draft: StoredDraft, takesOver: KnownDraft | null): Promise<void> {
  await write({ put: [draft] })
  if (takesOver) await removeDrafts([takesOver])
  sendToTabs({ changed: draft.key })
}

/** Removes drafts, except those that were changed since. */
export async function removeDrafts(drafts: readonly KnownDraft[]): Promise<void> {
  await change<StoredDraft, null>('draft/', (all) => ({ remove: unchangedOf(all, drafts), answer: null }))
  for (const { key } of drafts) sendToTabs({ changed: key })
}

/** The keys of those that nobody has changed since. */
export function unchangedOf(all: readonly StoredDraft[], drafts: readonly KnownDraft[]): string[] {
  const versions = new Map(all.map(({ key, version }) => [key, version]))
  return drafts.filter(({ key, version }) => (versions.get(key) ?? version) <= version).map(({ key }) => key)
}

/** Reads the drafts of a field, now and whenever another tab has changed one, until the returned function is called. */
export function followDrafts<Value>({ prefix, state, show }: DraftField<Value>): () => void {
  async function readNow(opening: boolean) {
    const before = state.get()
    const drafts = await readDrafts<Value>(prefix).catch(() => null)
    // A disk that cannot be read says nothing about the field.
    if (!drafts || state.get().viewerId !== before.viewerId) return
    const next = reconcileDrafts(state.get(), { drafts, before, opening })
    state.set(next.state)
    if (next.show) show(next.show)
  }
  void readNow(true)
  return onTabMessage((message) => 'changed' in message && message.changed.startsWith(prefix) && void readNow(false))
}
