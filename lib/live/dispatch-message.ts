import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Message } from '@/lib/delivery/message'
import { parsePosition } from '@/lib/feed/timeline'
import { metrics } from '@/lib/process/metrics'
import { catchUp } from './catch-up'
import { deregisterAbsent } from './check-now'
import type { Connection, WriteOutcome } from './connection'
import type { Gateway } from './gateway'

type OfKind<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>

/** Hands a message from this gateway's channel to the connections that it is for. */
export function dispatchMessage(gateway: Gateway, message: Exclude<Message, { kind: 'probe' }>): void {
  switch (message.kind) {
    case 'feed':
      writePost(gateway, message)
      break
    case 'event':
      writeFrame(gateway, message.users, (connection) => connection.writeEvent(message.frame))
      break
    case 'everyone':
      void writeToEveryone(gateway, message)
      break
    case 'bell':
      writeFrame(gateway, message.users, (connection) => connection.writeBell(message.version, message.frame))
      break
    case 'reset':
      for (const user of message.users) gateway.resets.reset(user, { reason: message.reason, withinMs: 0 })
      break
    case 'end':
      gateway.endSessions(message.users, new Set(message.sessionIds))
  }
}

function writePost(gateway: Gateway, { readers, frame }: OfKind<'feed'>): void {
  let written = 0
  for (const reader of readers) {
    const position = parsePosition(reader.position)
    if (!position) continue
    for (const connection of gateway.connections.of(reader.user)) {
      const outcome = connection.writePost(position, frame)
      if (outcome === 'written') written++
      else if (outcome === 'hole') void catchUp(gateway, connection)
    }
  }
  metrics.frames.inc({ event: 'feed' }, written)
  removeAbsent(
    gateway,
    readers.map(({ user }) => user),
  )
}

function writeFrame(gateway: Gateway, users: string[], write: (connection: Connection) => WriteOutcome): void {
  const outcomes = users.flatMap((user) => gateway.connections.of(user).map(write))
  metrics.frames.inc({ event: 'other' }, outcomes.filter((outcome) => outcome === 'written').length)
  removeAbsent(gateway, users)
}

/** Streams that are written to before other work of the process goes on. */
const STREAMS_PER_STEP = 1000

async function writeToEveryone({ connections }: Gateway, { except, frame }: OfKind<'everyone'>): Promise<void> {
  const excluded = new Set(except)
  const readers = [...connections.all()].filter(({ userKey }) => !excluded.has(userKey))
  for (let at = 0; at < readers.length; at += STREAMS_PER_STEP) {
    if (at > 0) await nextTurn()
    const outcomes = readers.slice(at, at + STREAMS_PER_STEP).map((connection) => connection.writeEvent(frame))
    metrics.frames.inc({ event: 'other' }, outcomes.filter((outcome) => outcome === 'written').length)
  }
}

/** Users who disconnected while Redis was away are still registered. */
function removeAbsent(gateway: Gateway, users: string[]): void {
  const absent = users.filter((user) => gateway.connections.of(user).length === 0)
  if (absent.length > 0) void deregisterAbsent(gateway, absent)
}
