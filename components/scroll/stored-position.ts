import { type Arrival, currentAddress, currentEntry } from './arrival'
import type { ReadingPosition } from './reading-position'

/** The number is raised when the shape of a position changes: a tab may live through a deploy. */
export const positionKey = (viewerId: string, name: string) => `carillon:position:1:${viewerId}:${name}`
/**
 * In `localStorage`: where this person read last in this browser, by the address; the latest is the last. What other devices
 * know belongs beside it.
 */
export const lastVisitsKey = (viewerId: string) => `carillon:last-visits:1:${viewerId}`

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
    return JSON.parse(localStorage.getItem(lastVisitsKey(viewerId)) ?? '{}')[address] ?? null
  } catch {
    // Storage is forbidden by the browser's settings, or somebody else has written there.
    return null
  }
}

function read(viewerId: string, name: string): ReadingPosition | null {
  return JSON.parse(sessionStorage.getItem(positionKey(viewerId, name)) ?? 'null')
}

function loadType(): string | undefined {
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return load?.type
}
