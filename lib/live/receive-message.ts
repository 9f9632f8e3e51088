import type { Message } from '@/lib/delivery/message'
import { parsePosition } from '@/lib/feed/timeline'
import { metrics } from '@/lib/process/metrics'
import { catchUp } from './catch-up'
import type { Connection, Outcome } from './connection'
import { deregisterAbsent } from './deregister-absent'
import type { Gateway } from './gateway'

type OfKind<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>

/** Hands a message from this gateway's channel to the connections that it is for. */
export function receiveMessage(gateway: Gateway, message: Exclude<Message, { kind: 'probe' }>): void {
  switch (message.kind) {
    case 'feed':
      receivePost(gateway, message)
      break
    case 'event':
      receiveFrame(gateway, message.users, (connection) => connection.receiveEvent(message.frame))
      break
    case 'bell':
      receiveFrame(gateway, message.users, (connection) => connection.receiveBell(message.version, message.frame))
      break
    case 'reset':
      for (const user of message.users) gateway.resets.reset(user, { reason: message.reason, withinMs: 0 })
      break
    case 'end':
      gateway.endSessions(message.users, new Set(message.sessionIds))
  }
}

function receivePost(gateway: Gateway, { readers, frame }: OfKind<'feed'>): void {
  let written = 0
  for (const reader of readers) {
    const position = parsePosition(reader.position)
    if (!position) continue
    for (const connection of gateway.connections.of(reader.user)) {
      const outcome = connection.receivePost(position, frame)
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

function receiveFrame(gateway: Gateway, users: string[], receive: (connection: Connection) => Outcome): void {
  const outcomes = users.flatMap((user) => gateway.connections.of(user).map(receive))
  metrics.frames.inc({ event: 'other' }, outcomes.filter((outcome) => outcome === 'written').length)
  removeAbsent(gateway, users)
}

/** Users who disconnected while Redis was away are still registered. */
function removeAbsent(gateway: Gateway, users: string[]): void {
  const absent = users.filter((user) => gateway.connections.of(user).length === 0)
  if (absent.length > 0) void deregisterAbsent(gateway, absent)
}
