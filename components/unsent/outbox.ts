import { toastError } from '@/components/ui/toast'
import type { KnownDraft } from './draft'
import { loadDiskParts, openDiskParts } from './load-disk-parts'
import { outbox } from './outbox-state'
import type { Unsent } from './unsent'

/** How many posts and comments may wait in one browser. */
const MOST = 50

/** Sends what waits on the disk, now and later, until the returned function is called. */
export function openOutbox(viewerId: string): () => void {
  let close = () => {}
  let open = true
  void openDiskParts().then(({ followOutbox }) => {
    if (open) close = followOutbox(viewerId)
  })
  return () => {
    open = false
    close()
  }
}

/** Says so when the outbox takes nothing more: then the text stays where it is. */
export function hasRoom(): boolean {
  const full = outbox.get().length >= MOST
  if (full) toastError(`${MOST} posts and comments wait to be sent already. Please try again when they are gone.`)
  return !full
}

/** Stores it, shows it and sends it. `drafts`: of which it was written; they are removed in the same moment. */
export function sendUnsent(unsent: Unsent, drafts: readonly KnownDraft[]): void {
  outbox.change((all) => [...all, unsent])
  void loadDiskParts().then(({ addUnsent }) => addUnsent(unsent, drafts))
}

let latest = 0
/** The time of writing, later than that of all others of this tab, so that it gives their order. */
export function writtenNow(): string {
  latest = Math.max(Date.now(), latest + 1)
  return new Date(latest).toISOString()
}
