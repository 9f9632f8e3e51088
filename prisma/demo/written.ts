import { CONVERSATIONS } from './conversations.mjs'
import { DAYS, LATELY, type Line } from './posts.mjs'
import { DAY, HOUR, idAt, MINUTE, minutesBefore } from './times'

/** `room`: milliseconds after the post in which people may have answered. */
export type WrittenPost = { id: string; line: Line; createdAt: Date; room: number; comments: WrittenComment[] }
export type WrittenComment = { id: string; who: string; text: string; createdAt: Date }

/** All posts of the village with their comments, with ids and times of when they were written. */
export function writtenPosts(now: Date): WrittenPost[] {
  const posts = [...ofDays(now), ...ofLately(now)]
  const keys = posts.map(({ line: [, , , how] }) => how?.key)
  const lost = Object.keys(CONVERSATIONS).filter((key) => !keys.includes(key))
  if (lost.length > 0) throw new Error(`No post has the key ${lost.join(', ')}`)
  return posts.map((post, n) => ({ ...post, id: idAt(post.createdAt, n), comments: commentsOn(post, n) }))
}

type Dated = Pick<WrittenPost, 'line' | 'createdAt' | 'room'>

/**
 * The last of the days is yesterday. Answers come in the first half of the time since then, so that only LATELY makes new
 * notifications, at whatever hour the village is made.
 */
function ofDays(now: Date): Dated[] {
  const today = now.getTime() - (now.getTime() % DAY)
  return DAYS.flatMap((lines, day) =>
    lines.map((line) => {
      const createdAt = new Date(today - (DAYS.length - day) * DAY + line[0] * HOUR)
      return { line, createdAt, room: (now.getTime() - createdAt.getTime()) / 2 }
    }),
  )
}

function ofLately(now: Date): Dated[] {
  return LATELY.map((line) => ({ line, createdAt: minutesBefore(now, line[0]), room: line[0] * MINUTE }))
}

/** Comments follow faster where there was less time than written: always in order, never in the future. */
function commentsOn({ line: [, , , how], createdAt, room }: Dated, n: number): WrittenComment[] {
  const said = (how?.key && CONVERSATIONS[how.key]) || []
  const pace = Math.min(MINUTE, room / ((said.at(-1)?.[0] ?? 0) + 1))
  return said.map(([minutes, who, text], k) => {
    const at = new Date(createdAt.getTime() + Math.round(minutes * pace))
    return { id: idAt(at, n * 100 + k), who, text, createdAt: at }
  })
}
