import type { ReadingPosition } from './reading-position'
import { lastVisitsKey, positionKey } from './stored-position'

/** Nearer to the top than this (pixels), the next visit begins with the newest posts. */
const NEAR_TOP = 80
/** So many addresses are remembered for the next visit. */
const MOST = 20

/** The feed, profiles and conversations: a new visit goes on where the last one ended. Other pages begin at their top. */
const READ_ON = /^\/((people|posts)\/[^/?]+)?$/

/** `entry`: the entry of the tab's history to which the page on the screen belongs. */
type Place = { entry: string; address: string; position: ReadingPosition }

/** Stores where the reader is. */
export function storePosition(viewerId: string, { entry, address, position }: Place): void {
  const text = JSON.stringify(position)
  try {
    for (const name of [entry, address]) sessionStorage.setItem(positionKey(viewerId, name), text)
    if (READ_ON.test(address)) storeVisit(viewerId, address, position)
  } catch {
    // Storage is forbidden or full: then the browser restores the position as well as it can.
  }
}

function storeVisit(viewerId: string, address: string, position: ReadingPosition): void {
  const key = lastVisitsKey(viewerId)
  const visits = Object.entries(parseVisits(localStorage.getItem(key))).filter(([visited]) => visited !== address)
  if (position.scrollY > NEAR_TOP) visits.push([address, position])
  localStorage.setItem(key, JSON.stringify(Object.fromEntries(visits.slice(-MOST))))
}

function parseVisits(text: string | null): { readonly [address: string]: ReadingPosition } {
  try {
    return JSON.parse(text ?? '{}') ?? {}
  } catch {
    // Somebody else has written there.
    return {}
  }
}
