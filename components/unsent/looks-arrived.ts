import type { Unsent } from './unsent'

/** Milliseconds by which the clocks of browser and server may differ. */
const SKEW = 2 * 60_000

type Item = { id: string; author: { id: string }; text: string; createdAt: string }

/**
 * True when an item looks like what this became: only the answer was lost, for example because the tab was closed. Until the
 * next attempt tells, the item is shown alone. `keys`: what is known to have become of others.
 */
export function looksArrived(unsent: Unsent, items: Iterable<Item>, keys: ReadonlyMap<string, string>): boolean {
  if (unsent.sentAt === null) return false
  const earliest = Date.parse(unsent.createdAt) - SKEW
  for (const { id, author, text, createdAt } of items) {
    const alike = author.id === unsent.viewerId && text === unsent.text && Date.parse(createdAt) >= earliest
    if (alike && !keys.has(id)) return true
  }
  return false
}
