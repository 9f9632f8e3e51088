import type { Audience } from '@/lib/shared/views'
import { type Dice, pick } from '../../support/dice'
import type { History, Operation } from './history'
import { type Answer, request } from './request'
import type { Villager } from './village'
import { pause } from './waiting'

type Place = { address: string; history: History; closed?: boolean }

type Draft = { author: Villager; audience?: Audience; key?: string; onStatus?: (status: number) => void }

let count = 0

/** A text that no other post has. */
function nextMarker(): string {
  return `post-${process.pid}-${++count}`
}

/** Sends a new post once. The operation says whether it was stored, as far as the answer tells. */
export async function attemptPost(site: Place, { author, audience = 'public', ...how }: Draft): Promise<Operation> {
  const operation = site.history.begin({ marker: nextMarker(), author, audience })
  return repeatAttempt(site, operation, how)
}

/** Sends the post of an operation (again): with the same key it must not be stored twice. */
export async function repeatAttempt(
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
      // From the status line on the post must be stored, even if the rest of the answer does not arrive.
      acknowledged ||= status === 201
      onStatus?.(status)
    },
  }).catch(() => null)
  operation.endedAt = Date.now()
  operation.outcome = acknowledged ? 'ok' : outcomeOf(answer)
  operation.postId = answer?.status === 201 ? answer.body.post.id : operation.postId
  noteRefusal(history, operation, answer)
  return operation
}

/** A 503 may come after the commit, except `queue_away`, which says that nothing was stored. */
function outcomeOf(answer: Answer | null): Operation['outcome'] {
  if (!answer) return 'unknown'
  if (answer.status === 201) return 'ok'
  if (answer.status === 409) return 'unknown'
  return answer.status >= 500 && answer.body?.error?.code !== 'queue_away' ? 'unknown' : 'failed'
}

function noteRefusal(history: History, { author, marker }: Operation, answer: Answer | null): void {
  if (!answer || answer.status === 201 || answer.status === 409) return
  if (answer.status === 401) history.signedOut.push(`${author.name}: POST /api/posts`)
  const isTryLater = answer.status === 503 && answer.headers['retry-after'] !== undefined
  if (!isTryLater) history.refusals.push(`${marker}: ${answer.status} ${JSON.stringify(answer.body)}`)
}

const AUDIENCES: Audience[] = ['public', 'public', 'public', 'friends', 'only_me']

type LoadOptions = { authors: Villager[]; atOnce?: number; everyMs: number; roll: Dice }

/**
 * People post, several at the same time, until stopped. Every other post has an idempotency key and is sent again with it
 * until an answer says whether it is stored. The others stay unknown when the connection breaks, as when a browser is closed.
 */
export function startPosting(site: Place, { authors, atOnce = 4, everyMs, roll }: LoadOptions) {
  let stopped = false
  const isOn = () => !stopped && !site.closed
  const work = async (name: string) => {
    for (let turn = 0; isOn(); turn++) {
      const key = turn % 2 === 0 ? `${name}-${turn}-${process.pid}` : undefined
      const operation = await attemptPost(site, { author: pick(roll, authors), audience: pick(roll, AUDIENCES), key })
      while (key && operation.outcome === 'unknown' && isOn()) {
        await pause(200)
        await repeatAttempt(site, operation, { key })
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
