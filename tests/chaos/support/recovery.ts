import { attemptPost } from './post-attempts'
import type { Screen } from './screen'
import type { Site } from './site'
import type { Villager } from './village'
import { pause, until } from './waiting'

/** Milliseconds between two posts that are sent as probes. */
const PROBE_EVERY = 500

/**
 * Waits until a new post reaches every open screen of its author's readers by stream within a second. Returns how many
 * milliseconds that took from now.
 */
export async function liveAgain(site: Site, within: number): Promise<number> {
  const author = mostFollowed(site)
  const readers = site.screens.filter(({ reader }) =>
    site.village.belongs(reader, { author, audience: 'public', sentAt: 0 }),
  )
  return until(`${readers.length} screens are live again`, within, async () => {
    const { marker, outcome } = await attemptPost(site, { author })
    if (outcome === 'ok' && (await reachesAll(readers, marker))) return true
    await pause(PROBE_EVERY)
    return false
  })
}

async function reachesAll(screens: Screen[], marker: string): Promise<boolean> {
  return until('the post is on every screen', 1000, () =>
    screens.every(({ receivedAt }) => receivedAt.has(marker)),
  ).then(
    () => true,
    () => false,
  )
}

function mostFollowed({ village }: Site): Villager {
  const followers = (author: Villager) => village.people.filter((reader) => village.follows(reader, author)).length
  const [most] = village.people.toSorted((one, other) => followers(other) - followers(one))
  if (!most) throw new Error('the site has no people')
  return most
}
