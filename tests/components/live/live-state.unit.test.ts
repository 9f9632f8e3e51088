import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Frame, parseFrame } from '@/components/live/frames'
import {
  INITIAL,
  type LiveState,
  latestOf,
  mayBeBack,
  receiveLive,
  recheckWithin,
  resetWithin,
} from '@/components/live/live-state'
import { plainPost } from '../../support/plain-post'

const stateAfter = (frames: Frame[], state: LiveState = INITIAL) => frames.reduce(receiveLive, state)

const hello = (position: string | null, mode: 'live' | 'replay' | 'reset' = 'live'): Frame => ({
  event: 'hello',
  mode,
  position,
  connectionId: 'c1',
  notifications: { version: '0', unseen: 0, unread: 0, headSeq: '0' },
  serverTime: '2026-11-22T12:00:00.000Z',
})

describe('The status of the stream', () => {
  test('is live from hello on, lost when it breaks, and live again at the next hello', () => {
    expect(INITIAL.status).toBe('connecting')
    expect(stateAfter([hello('e:1')]).status).toBe('live')
    expect(stateAfter([hello('e:1'), { event: 'lost' }]).status).toBe('lost')
    expect(stateAfter([hello('e:1'), { event: 'lost' }, hello('e:1')]).status).toBe('live')
  })

  test('a planned end counts as lost, the end of the session as the end of everything', () => {
    const bye = (reason: 'drain' | 'signed_out'): Frame => ({ event: 'bye', reason, retryMs: 100 })
    expect(stateAfter([hello('e:1'), bye('drain')]).status).toBe('lost')
    expect(stateAfter([hello('e:1'), bye('signed_out'), hello('e:1')]).status).toBe('ended')
  })

  test('a heartbeat says that the server may miss things, and the next hello that it does not', () => {
    const beat = (degraded: boolean): Frame => ({ event: 'heartbeat', serverTime: '', degraded })
    expect(stateAfter([hello('e:1'), beat(true)]).degraded).toBe(true)
    expect(stateAfter([hello('e:1'), beat(true), beat(false)]).degraded).toBe(false)
    expect(stateAfter([hello('e:1'), beat(true), hello('e:1')]).degraded).toBe(false)
  })
})

describe('The position', () => {
  test('moves with every frame that has one, and a server without Redis does not erase it', () => {
    const post = plainPost('7')
    expect(stateAfter([hello('e:1'), { event: 'feed', position: 'e:2', post }]).position).toBe('e:2')
    expect(stateAfter([hello('e:1'), { event: 'replayed', position: 'e:9' }]).position).toBe('e:9')
    expect(stateAfter([hello('e:1'), { event: 'reset', position: 'f:1', reason: 'graph', withinMs: 0 }]).position).toBe(
      'f:1',
    )
    expect(stateAfter([hello('e:1'), { event: 'lost' }, hello(null)]).position).toBe('e:1')
    const polled: Frame = { event: 'polled', from: 'e:1', items: [], position: null, reset: false }
    expect(stateAfter([hello('e:1'), polled]).position).toBe('e:1')
  })
})

describe('Changes of posts', () => {
  test('the newer version wins in whatever order versions come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1 }), (minutes) => {
        const frames = minutes.map(
          (minute): Frame => ({ event: 'post', change: { post: plainPost('5', { updatedAt: timeOf(minute) }) } }),
        )
        const known = latestOf(plainPost('5', { updatedAt: timeOf(0) }), stateAfter(frames).postChanges.get('5'))
        expect(known?.updatedAt).toBe(timeOf(Math.max(...minutes)))
      }),
    )
  })

  test('a deletion wins over every version, before and after it', () => {
    const edited: Frame = { event: 'post', change: { post: plainPost('5', { updatedAt: timeOf(9) }) } }
    const deleted: Frame = { event: 'post', change: { postId: '5', deleted: true } }
    for (const order of [
      [edited, deleted],
      [deleted, edited],
    ]) {
      expect(latestOf(plainPost('5'), stateAfter(order).postChanges.get('5'))).toBeNull()
    }
  })

  test('one’s own undo of a delete brings the post back', () => {
    const deleted: Frame = { event: 'post', change: { postId: '5', deleted: true } }
    const back = plainPost('5', { updatedAt: timeOf(9) })
    expect(
      latestOf(plainPost('5'), stateAfter([deleted, { event: 'restored', post: back }]).postChanges.get('5')),
    ).toEqual(back)
  })

  test('a frame, which is for all readers, keeps whether the viewer likes the post', () => {
    const mine = plainPost('5', { viewer: { liked: true, muted: false } })
    expect(latestOf(mine, plainPost('5', { updatedAt: timeOf(9), text: 'edited' }))).toMatchObject({
      text: 'edited',
      viewer: { liked: true, muted: false },
    })
  })

  test('are kept for the last 500 posts only', () => {
    const frames = Array.from(
      { length: 2000 },
      (_, n): Frame => ({ event: 'post', change: { post: plainPost(String(n + 1)) } }),
    )
    const { postChanges: changes } = stateAfter(frames)
    expect(changes.size).toBe(500)
    expect(changes.has('2000')).toBe(true)
    expect(changes.has('1')).toBe(false)
  })
})

describe('A reset', () => {
  test('is asked for by its event, by a hello that could not resume, and by a poll that could not resume', () => {
    expect(resetWithin({ event: 'reset', position: 'e:1', reason: 'epoch', withinMs: 9000 })).toBe(9000)
    expect(resetWithin({ ...hello('e:1', 'reset'), withinMs: 300 } as Frame)).toBe(300)
    expect(resetWithin({ event: 'polled', from: null, items: [], position: 'e:1', reset: true })).toBe(0)
    expect(resetWithin(hello('e:1'))).toBeNull()
    expect(resetWithin({ event: 'polled', from: null, items: [], position: 'e:1', reset: false })).toBeNull()
  })
})

describe('Events of the stream', () => {
  test('carry their position as the id of the event', () => {
    const post = plainPost('5')
    expect(parseFrame('feed', JSON.stringify({ post }), 'e:4')).toEqual({ event: 'feed', position: 'e:4', post })
    expect(parseFrame('replayed', '{}', 'e:4')).toEqual({ event: 'replayed', position: 'e:4' })
    expect(parseFrame('post', '{"postId":"5","deleted":true}', '')).toEqual({
      event: 'post',
      change: { postId: '5', deleted: true },
    })
  })

  test('that are not JSON are ignored', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const frame = parseFrame('heartbeat', text, '')
        expect(frame === null || frame.event === 'heartbeat').toBe(true)
      }),
    )
  })
})

function timeOf(minute: number): string {
  return new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()
}

describe('A deleted post', () => {
  const post = plainPost('5')
  const newer = { ...post, updatedAt: '2026-11-23T00:00:00.000Z' }
  const gone = stateAfter([{ event: 'post', change: { postId: '5', deleted: true } }])

  const answer = { ...newer, viewer: { liked: false, muted: false } }
  const shownBy = (frame: Frame) => receiveLive(gone, frame).postChanges.get('5')

  test('comes back with an answer to this viewer', () => {
    expect(shownBy({ event: 'post', change: { post: answer } })).toBe(answer)
  })

  test('does not with a frame, which may be late; then the server is asked, by each page that shows the post', () => {
    const shown = plainPost('5')
    expect(latestOf(shown, undefined)).toBe(shown)
    const now = receiveLive(gone, { event: 'post', change: { postId: '5', deleted: true } }).postChanges.get('5')
    expect(mayBeBack(shown, now)).toBe(false)
    const later = shownBy({ event: 'post', change: { post: newer } })
    expect(latestOf(shown, later)).toBeNull()
    expect(mayBeBack(shown, later)).toBe(true)
    expect(mayBeBack(shown, shownBy({ event: 'post', change: { post: answer } }))).toBe(false)
  })

  test('is asked for by a page that shows it and was rendered after it was gone', () => {
    const now = gone.postChanges.get('5')
    expect(latestOf(answer, now)).toBeNull()
    expect(mayBeBack(answer, now)).toBe(true)
  })

  test('that vanishes again is not asked for', () => {
    const back = receiveLive(gone, { event: 'post', change: { post: newer } })
    const shown = plainPost('5')
    latestOf(shown, undefined)
    const again = receiveLive(back, { event: 'post', change: { postId: '5', deleted: true } })
    expect(mayBeBack(shown, again.postChanges.get('5'))).toBe(false)
  })
})

describe('What a page shows is read again', () => {
  const live = stateAfter([hello('e:1')])
  const lost = stateAfter([{ event: 'lost' }], live)
  const degraded = { ...live, degraded: true }
  const reset = (withinMs: number): Frame => ({ event: 'reset', reason: 'graph', withinMs, position: 'e:9' })
  const polled = (isReset = false): Frame => ({
    event: 'polled',
    from: 'e:1',
    items: [],
    position: 'e:1',
    reset: isReset,
  })

  test.each<[string, Frame, LiveState, number | null]>([
    ['at once when relations of this viewer have changed', reset(0), live, 0],
    ['spread when all readers are reset', reset(9_000), live, 9_000],
    ['after a break', hello('e:1'), lost, 20_000],
    ['not at the first hello', hello('e:1'), INITIAL, null],
    ['at each poll while there is no stream', polled(), lost, 0],
    ['and while the stream may miss things', polled(), degraded, 0],
    ['not when a tab only catches up', polled(), live, null],
    ['at a poll that starts over', polled(true), live, 0],
    [
      'not for a frame that says what it changes',
      { event: 'post', change: { postId: '5', deleted: true } },
      live,
      null,
    ],
  ])('%s', (_, frame, before, within) => {
    expect(recheckWithin(frame, before)).toBe(within)
  })
})
