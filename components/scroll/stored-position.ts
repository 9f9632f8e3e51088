import { type Arrival, currentAddress, currentEntry } from './arrival'
import { parsePosition, type ReadingPosition } from './reading-position'

/** The number is raised when the shape of a position changes: a tab may live through a deploy. */
export const positionKey = (viewerId: string, name: string) => `carillon:position:1:${viewerId}:${name}`
/** In `localStorage`: where this person read the feed last in this browser. What other devices know belongs beside it. */
export const lastVisitKey = (viewerId: string) => `carillon:last-visit:1:${viewerId}`

/**
 * Where to take a reader who has come to the present page this way; null for its top. Reload, Back and Forward lead to the
 * position of this entry of the tab's history; signing in again to the last position at this address; a new visit of the feed
 * to that of the visit before.
 */
export function positionFor(viewerId: string, arrival: Arrival): ReadingPosition | null {
  if (arrival === 'link') return null
  try {
    if (arrival === 'history' || loadType() !== 'navigate') return read(viewerId, currentEntry())
    const address = currentAddress()
    if (document.referrer.startsWith(`${window.location.origin}/sign-in`)) return read(viewerId, address)
    return address === '/' ? parsePosition(localStorage.getItem(lastVisitKey(viewerId))) : null
  } catch {
    // Storage is forbidden by the browser's settings.
    return null
  }
}

function read(viewerId: string, name: string): ReadingPosition | null {
  return parsePosition(sessionStorage.getItem(positionKey(viewerId, name)))
}

function loadType(): string | undefined {
  const [load] = performance.getEntriesByType('navigation')
  return load && 'type' in load ? String(load.type) : undefined
}
