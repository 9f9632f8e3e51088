import { ASKED, BELLS, FOLLOWS, FRIENDS, LATELY_TIED } from './relations.mjs'
import { daysBefore, HOUR, minutesBefore } from './times'

/** Who follows whom, since when. Friends follow each other. */
export type Follow = { from: string; to: string; since: Date; friends: boolean; notify: boolean }
/** `accepted` is null until the request is answered. */
export type Friendship = { from: string; to: string; asked: Date; accepted: Date | null }

const ends = (pair: string): [from: string, to: string] => {
  const [from = '', to = ''] = pair.split(' ')
  return [from, to]
}

export function friendships(now: Date): Friendship[] {
  const old = daysBefore(now, 50)
  const friends = FRIENDS.map((pair) => {
    const [from, to] = ends(pair)
    const minutes = LATELY_TIED.accepted[pair]
    const accepted = minutes === undefined ? old : minutesBefore(now, minutes)
    return { from, to, asked: new Date(accepted.getTime() - HOUR), accepted }
  })
  const open = Object.entries(ASKED).map(([pair, minutes]) => {
    const [from, to] = ends(pair)
    return { from, to, asked: minutesBefore(now, minutes), accepted: null }
  })
  return [...friends, ...open]
}

/** Each pair once: the follow of a friendship replaces any other of that pair. */
export function follows(now: Date): Follow[] {
  const ofFriends = friendships(now).flatMap(({ from, to, accepted: since }) =>
    since
      ? [
          { from, to, since, friends: true },
          { from: to, to: from, since, friends: true },
        ]
      : [],
  )
  const others = Object.entries(FOLLOWS).flatMap(([from, all]) =>
    all.map((to) => ({ from, to, since: followedAt(now, `${from} ${to}`), friends: false })),
  )
  const byPair = new Map([...others, ...ofFriends].map((tie) => [`${tie.from} ${tie.to}`, tie]))
  return [...byPair].map(([pair, tie]) => ({ ...tie, notify: BELLS.includes(pair) }))
}

function followedAt(now: Date, pair: string): Date {
  const minutes = LATELY_TIED.followed[pair]
  return minutes === undefined ? daysBefore(now, 50) : minutesBefore(now, minutes)
}
