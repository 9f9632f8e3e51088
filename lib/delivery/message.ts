import type { ResetReason } from '@/lib/shared/views'

/**
 * What is published to a gateway. As text a message has three parts with a line feed between them: its kind, for whom it
 * is, and its body, which may contain line feeds of its own.
 *
 * | kind     | for whom                                                                | body                                     |
 * | -------- | ----------------------------------------------------------------------- | ---------------------------------------- |
 * | feed     | user ids, each followed by the post's position in that user's timeline  | the frame, without the position          |
 * | event    | user ids                                                                | the frame                                |
 * | everyone | all but these user ids, which may be none                               | the frame                                |
 * | bell     | one user id                                                             | the bell's version, line feed, the frame |
 * | reset    | user ids                                                                | the reason                               |
 * | end      | user ids                                                                | ids of the sessions that have ended      |
 * | probe    | nobody                                                                  | empty                                    |
 *
 * Ids are separated by spaces. Redis scripts put the parts together, because the list of users is known only there:
 * lib/feed/fan-out.lua (feed), deliver.lua (event, reset, end), deliver-each.lua (bell) and broadcast.lua (everyone). A gateway
 * sends itself the probe.
 */
export type Message =
  | { kind: 'feed'; readers: { user: string; position: string }[]; frame: string }
  | { kind: 'event'; users: string[]; frame: string }
  | { kind: 'everyone'; except: string[]; frame: string }
  | { kind: 'bell'; users: string[]; version: bigint; frame: string }
  | { kind: 'reset'; users: string[]; reason: ResetReason }
  | { kind: 'end'; users: string[]; sessionIds: string[] }
  | { kind: 'probe' }

/** A message that `deliver` sends: Redis adds for whom it is. */
export type Delivery = { kind: 'event' | 'end'; body: string } | { kind: 'reset'; body: ResetReason }

/** The version stands before the frame, so that a gateway can compare it without parsing JSON. */
export function bellBody(version: string, frame: string): string {
  return `${version}\n${frame}`
}

export function endBody(sessionIds: string[]): string {
  return sessionIds.join(' ')
}

/** The text of a message, as the scripts put it together. */
export function writeMessage({ kind, to, body }: { kind: Message['kind']; to: string; body: string }): string {
  return `${kind}\n${to}\n${body}`
}

export const PROBE = writeMessage({ kind: 'probe', to: '', body: '' })

/** Null for a text that is none of these messages. */
export function readMessage(text: string): Message | null {
  const [kind, to, body] = splitTwice(text)
  if (to === undefined || body === undefined) return null
  const users = to.split(' ')
  switch (kind) {
    case 'feed':
      return { kind, readers: inPairs(users), frame: body }
    case 'event':
      return { kind, users, frame: body }
    case 'everyone':
      return { kind, except: users, frame: body }
    case 'bell':
      return readBell(users, body)
    case 'reset':
      return { kind, users, reason: body as ResetReason }
    case 'end':
      return { kind, users, sessionIds: body.split(' ') }
    case 'probe':
      return { kind }
    default:
      return null
  }
}

/** The parts before and between the first two line feeds, and all the rest. */
function splitTwice(text: string): (string | undefined)[] {
  const first = text.indexOf('\n')
  const second = text.indexOf('\n', first + 1)
  if (first < 0 || second < 0) return []
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
}

function inPairs(words: string[]): { user: string; position: string }[] {
  const readers = []
  for (let at = 0; at + 1 < words.length; at += 2) {
    readers.push({ user: words[at] ?? '', position: words[at + 1] ?? '' })
  }
  return readers
}

function readBell(users: string[], body: string): Message | null {
  const end = body.indexOf('\n')
  const version = body.slice(0, end)
  return /^\d+$/.test(version) ? { kind: 'bell', users, version: BigInt(version), frame: body.slice(end + 1) } : null
}
