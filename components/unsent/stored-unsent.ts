import { newKey } from '@/components/client/idempotency-key'
import { change, type Entry, read, write } from './disk'
import type { KnownDraft, StoredDraft } from './draft'
import { unchangedOf } from './stored-drafts'
import type { Unsent } from './unsent'
import { sendToTabs } from './unsent-tabs'

/** An unsent item on the disk. `underWay`: when its last request began, in milliseconds; null without one. */
export type StoredUnsent = Entry & { unsent: Unsent; underWay: number | null }

/** Milliseconds: longer than a request may take. What is under way longer was given up by a tab that was closed. */
const LONGEST = 25_000

const prefixOf = (viewerId: string) => `unsent/${viewerId}/`
const keyOf = ({ viewerId, createdAt, key }: Unsent) => `${prefixOf(viewerId)}${createdAt}/${key}`

/** In the order of writing. Throws when the disk fails. */
export async function readUnsent(viewerId: string): Promise<Unsent[]> {
  return (await read<StoredUnsent>(prefixOf(viewerId))).map(({ unsent }) => unsent)
}

/** Stores it, and removes the drafts that it was, in one transaction: after a crash there is one of them. */
export async function storeUnsent(unsent: Unsent, drafts: readonly KnownDraft[]): Promise<void> {
  const key = keyOf(unsent)
  await change<StoredDraft, null>(`draft/${unsent.viewerId}/`, (all) => ({
    put: [{ key, unsent, underWay: null } as StoredUnsent],
    remove: unchangedOf(all, drafts),
    answer: null,
  }))
  for (const changed of [key, ...drafts.map((draft) => draft.key)]) sendToTabs({ changed })
}

/** Changes all of a person's at once: `step` returns those that are new. Answers with what `step` answers. */
export async function changeUnsent<Answer>(
  viewerId: string,
  step: (all: readonly StoredUnsent[]) => { changed: readonly StoredUnsent[]; answer: Answer },
): Promise<Answer> {
  const { changed, answer } = await change<StoredUnsent, ReturnType<typeof step>>(prefixOf(viewerId), (all) => {
    const stepped = step(all)
    return { put: stepped.changed, answer: stepped }
  })
  for (const { key } of changed) sendToTabs({ changed: key })
  return answer
}

/** Changes one, if it still waits. */
export async function changeOne(unsent: Unsent, to: Partial<Unsent>, underWay: number | null = null): Promise<void> {
  await changeUnsent(unsent.viewerId, (all) => ({
    changed: all
      .filter(({ key }) => key === keyOf(unsent))
      .map((entry) => ({ ...entry, underWay, unsent: { ...entry.unsent, ...to } })),
    answer: null,
  }))
}

export async function removeUnsent(unsent: Unsent): Promise<void> {
  const key = keyOf(unsent)
  await write({ remove: [key] })
  sendToTabs({ changed: key })
}

/** `too late`: a request is under way, or the server has accepted it. `in doubt`: an attempt got no answer. */
export type TakenBack = 'taken back' | 'too late' | 'in doubt'

/** `draft`: what it becomes. `anyway`: also when it is in doubt whether it arrived. */
export type TakingBack = { draft: StoredDraft; anyway: boolean }

/** Makes it a draft again, in one transaction: after a crash there is one of them. */
export async function takeBackUnsent(unsent: Unsent, { draft, anyway }: TakingBack): Promise<TakenBack> {
  const key = keyOf(unsent)
  const taken = await change<StoredUnsent, TakenBack>(key, ([entry]) => {
    if (!entry || (entry.underWay ?? 0) >= Date.now() - LONGEST) return { answer: 'too late' }
    if (entry.unsent.sentAt !== null && !anyway) return { answer: 'in doubt' }
    return { put: [draft], remove: [key], answer: 'taken back' }
  })
  for (const changed of [key, draft.key]) sendToTabs({ changed })
  return taken
}

/** Gives it another idempotency key: the server may have forgotten the old one. */
export async function renewKey(unsent: Unsent): Promise<void> {
  const renewed: Unsent = { ...unsent, key: newKey(), sentAt: null, state: 'pending', problem: undefined }
  await change<StoredUnsent, null>(keyOf(unsent), ([entry]) => ({
    put: entry ? [{ ...entry, key: keyOf(renewed), unsent: renewed } as StoredUnsent] : [],
    remove: [keyOf(unsent)],
    answer: null,
  }))
  sendToTabs({ changed: keyOf(renewed) })
}
