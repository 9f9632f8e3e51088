import { type Arrival, currentAddress, currentEntry } from './arrival'
import type { ReadingPosition } from './reading-position'

/** The number is raised when the shape of a position changes: a tab may live through a deploy. */
export const positionKey = (viewerId: string, name: string) => `carillon:position:1:${viewerId}:${name}`
/** In `localStorage`: where this person read last in this browser. What other devices know belongs beside it. */
export const lastVisitsKey = (viewerId: string) => `carillon:last-visits:1:${viewerId}`

/** Where pages were left, by their addresses; the latest is the last. */
type LastVisits = { readonly [address: string]: ReadingPosition }

/**
 * Where to take a reader who has come to the present page this way; null for its top. Reload, Back and Forward lead to the
 * position of this entry of the tab's history; signing in again to the last position at this address; a new visit to that of
 * the visit before. A profile or conversation begins at its top when a link of this site opened it in a new tab, and where the
 * address points when it names a part of the page.
 */
export function positionFor(viewerId: string, arrival: Arrival): ReadingPosition | null {
  if (arrival === 'link') return null
  try {
    if (arrival === 'history' || loadType() !== 'navigate') return read(viewerId, currentEntry())
    const [address, { hash, origin }] = [currentAddress(), window.location]
    if (document.referrer.startsWith(`${origin}/sign-in`)) return read(viewerId, address)
    if (address !== '/' && (hash || document.referrer.startsWith(`${origin}/`))) return null
    return lastVisits(viewerId)[address] ?? null
  } catch {
    // Storage is forbidden by the browser's settings.
    return null
  }
}

export function lastVisits(viewerId: string): LastVisits {
  return parseStored<LastVisits>(localStorage.getItem(lastVisitsKey(viewerId))) ?? {}
}

function read(viewerId: string, name: string): ReadingPosition | null {
  return parseStored<ReadingPosition>(sessionStorage.getItem(positionKey(viewerId, name)))
}

/** Null when nothing is stored, or nothing that can be read: somebody else has written there. */
function parseStored<Value>(text: string | null): Value | null {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function loadType(): string | undefined {
  const [load] = performance.getEntriesByType('navigation')
  return load && 'type' in load ? String(load.type) : undefined
}
