import { pause, until } from './patience'
import { post } from './posting'
import type { Screen } from './screen'
import type { Site } from './site'
import type { Villager } from './village'

/** Milliseconds between two posts that are sent to see whether they arrive. */
const PROBE_EVERY = 500

/**
 * Waits until a post reaches every open screen of its author's readers by stream alone, a second after it was sent at
 * most. Returns how many milliseconds that took from now.
 */
export async function liveAgain(site: Site, within: number): Promise<number> {
  const author = mostFollowed(site)
  const readers = site.screens.filter(({ reader }) =>
    site.village.belongs(reader, { author, audience: 'public', sentAt: 0 }),
  )
  return until(`${readers.length} screens are live again`, within, async () => {
    const { marker, outcome } = await post(site, { author })
    if (outcome === 'ok' && (await reachesAll(readers, marker))) return true
    await pause(PROBE_EVERY)
    return false
  })
}

async function reachesAll(screens: Screen[], marker: string): Promise<boolean> {
  return until('it is everywhere', 1000, () => screens.every(({ heard }) => heard.has(marker))).then(
    () => true,
    () => false,
  )
}

function mostFollowed({ village }: Site): Villager {
  const followers = (author: Villager) => village.people.filter((reader) => village.follows(reader, author)).length
  const [most] = village.people.toSorted((one, other) => followers(other) - followers(one))
  if (!most) throw new Error('nobody lives here')
  return most
}
