import type { Audience } from '@/lib/shared/views'
import { type Dice, pick } from '../../support/dice'
import type { History, Operation } from './history'
import { pause } from './patience'
import { type Answer, request } from './request'
import type { Villager } from './village'

type Place = { address: string; history: History; closed?: boolean }

type Draft = { author: Villager; audience?: Audience; key?: string; onStatus?: (status: number) => void }

let count = 0

/** A text that stands nowhere else. */
export function nextMarker(): string {
  return `post-${process.pid}-${++count}`
}

/** Posts once and notes what became of it. */
export async function post(site: Place, { author, audience = 'public', ...how }: Draft): Promise<Operation> {
  const operation = site.history.begin({ marker: nextMarker(), author, audience })
  return send(site, operation, how)
}

/** Sends a post for the first time, or again: with the same key it must not be stored twice. */
export async function send(
  { address, history }: Place,
  operation: Operation,
  { key, onStatus }: Pick<Draft, 'key' | 'onStatus'> = {},
): Promise<Operation> {
  const { marker, author, audience } = operation
  let acknowledged = false
  const answer = await request(`${address}/api/posts`, {
    method: 'POST',
    body: { text: marker, audience },
    cookie: author.cookie,
    headers: key ? { 'idempotency-key': key } : {},
    onStatus: (status) => {
      // This is the promise, even if the rest of the answer is cut short.
      acknowledged ||= status === 201
      onStatus?.(status)
    },
  }).catch(() => null)
  operation.endedAt = Date.now()
  operation.outcome = acknowledged ? 'ok' : outcomeOf(answer)
  operation.postId = answer?.status === 201 ? answer.body.post.id : operation.postId
  note(history, operation, answer)
  return operation
}

/** A 503 may have come after the commit, except where it promises that nothing was stored. */
function outcomeOf(answer: Answer | null): Operation['outcome'] {
  if (!answer) return 'unknown'
  if (answer.status === 201) return 'ok'
  if (answer.status === 409) return 'unknown'
  return answer.status >= 500 && answer.body?.error?.code !== 'queue_away' ? 'unknown' : 'failed'
}

function note(history: History, { author, marker }: Operation, answer: Answer | null): void {
  if (!answer || answer.status === 201 || answer.status === 409) return
  if (answer.status === 401) history.signedOut.push(`${author.name}: POST /api/posts`)
  const isGentle = answer.status === 503 && answer.headers['retry-after'] !== undefined
  if (!isGentle) history.refusals.push(`${marker}: ${answer.status} ${JSON.stringify(answer.body)}`)
}

const AUDIENCES: Audience[] = ['public', 'public', 'public', 'friends', 'only_me']

type LoadOptions = { authors: Villager[]; atOnce?: number; everyMs: number; roll: Dice }

/**
 * People post, several at once, until stopped. Every other post has a key, and is sent again with it until an answer says
 * what became of it; the others stay unknown when the connection breaks, as those of a browser that was closed.
 */
export function startPosting(site: Place, { authors, atOnce = 4, everyMs, roll }: LoadOptions) {
  let stopped = false
  const isOn = () => !stopped && !site.closed
  const work = async (name: string) => {
    for (let turn = 0; isOn(); turn++) {
      const key = turn % 2 === 0 ? `${name}-${turn}-${process.pid}` : undefined
      const operation = await post(site, { author: pick(roll, authors), audience: pick(roll, AUDIENCES), key })
      while (key && operation.outcome === 'unknown' && isOn()) {
        await pause(200)
        await send(site, operation, { key })
      }
      await pause(everyMs * (0.5 + roll()))
    }
  }
  const working = Array.from({ length: atOnce }, (_, index) => work(`load-${index}-${count}`))
  return async () => {
    stopped = true
    await Promise.all(working)
  }
}
