import type { ReadingPosition } from './reading-position'
import { lastVisitKey, positionKey } from './stored-position'

/** Nearer to the top than this (pixels), the next visit begins with the newest posts. */
const NEAR_TOP = 80

/** `entry`: the entry of the tab's history to which the page on the screen belongs. */
type Place = { entry: string; address: string; position: ReadingPosition }

/** Stores where the reader is. */
export function storePosition(viewerId: string, { entry, address, position }: Place): void {
  const text = JSON.stringify(position)
  try {
    for (const name of [entry, address]) sessionStorage.setItem(positionKey(viewerId, name), text)
    if (address !== '/') return
    if (position.scrollY > NEAR_TOP) localStorage.setItem(lastVisitKey(viewerId), text)
    else localStorage.removeItem(lastVisitKey(viewerId))
  } catch {
    // Storage is forbidden or full: then the browser restores the position as well as it can.
  }
}
