import { expect, it } from 'vitest'
import { encodeEvent, type OutboxEvent, parseEvent } from '@/lib/mutation/events'

const EVENTS: OutboxEvent[] = [
  { queue: 'fan-out', type: 'post.created', postId: 1n },
  { queue: 'fan-out', type: 'post.changed', postId: 1n, before: 'friends' },
  { queue: 'fan-out', type: 'post.widened', postId: 1n, before: 'only_me' },
  { queue: 'fan-out', type: 'post.widened', postId: 1n, before: null },
  { queue: 'notify', type: 'post.created', postId: 9_007_199_254_740_993n },
  { queue: 'notify', type: 'post.changed', postId: 1n, audience: 'wider' },
  { queue: 'notify', type: 'comment.changed', postId: 1n, commentId: 2n },
  { queue: 'notify', type: 'like.changed', postId: 1n, authorId: 2n, userId: 3n },
  { queue: 'notify', type: 'follow.changed', followerId: 1n, followeeId: 2n },
  { queue: 'notify', type: 'friendship.changed', userIds: [1n, 2n] },
  { queue: 'graph', type: 'graph.changed', userIds: [] },
  { queue: 'graph', type: 'graph.changed', userIds: [1n, 2n, 3n] },
  { queue: 'graph', type: 'person.changed', userId: 4n },
  { queue: 'graph', type: 'sessions.ended', userId: 4n },
  { queue: 'standing', type: 'standing.changed', userId: 4n },
]

/** As the jsonb column gives it back. */
const stored = (payload: unknown) => JSON.parse(JSON.stringify(payload))

it.each(EVENTS)('$queue $type comes out of its row as it went in', (event) => {
  const { queue, type, payload } = encodeEvent(event)
  expect(parseEvent(queue, { id: 7n, type, payload: stored(payload) })).toEqual(event)
})

it('ids are stored as decimal strings, because JSON numbers lose digits', () => {
  const { payload } = encodeEvent({ queue: 'notify', type: 'post.created', postId: 9_007_199_254_740_993n })
  expect(payload).toEqual({ postId: '9007199254740993' })
})

it.each([
  ['post.created', {}, 'postId'],
  ['post.created', { postId: 1 }, 'postId'],
  ['post.created', { postId: 'no id' }, 'postId is not an id'],
  ['post.changed', { postId: '1', before: 'everybody' }, 'before'],
  ['post.exploded', { postId: '1' }, 'type'],
  ['post.created', null, 'postId'],
])('%s with the payload %j is refused with an error that names event, field and payload', (type, payload, field) => {
  const parse = () => parseEvent('fan-out', { id: 7n, type, payload: payload as never })
  expect(parse).toThrow(`event 7 (${type}) cannot be read: ${field}`)
  expect(parse).toThrow(JSON.stringify(payload))
})

it('an event of one queue cannot be read by the worker of another', () => {
  expect(() => parseEvent('graph', { id: 7n, type: 'post.created', payload: { postId: '1' } })).toThrow('event 7')
})

it('an event that could not be read later is not recorded', () => {
  const event = { queue: 'notify', type: 'post.created', postId: -1n } as const
  expect(() => encodeEvent(event)).toThrow('is not an id')
})
