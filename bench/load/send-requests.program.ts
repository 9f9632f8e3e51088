import { readFileSync } from 'node:fs'
import { clock } from '@/bench/measure/clock'
import { percentile } from '@/bench/measure/spread'
import { answer } from '@/bench/process/answer'
import { postId } from '@/bench/world/people'
import type { HttpAnswer } from './answer-reader'
import { type HttpConnection, openConnection } from './http-connection'
import { onSchedule, type Schedule } from './schedule'

/**
 * What is sent: requests for the first page of the feed, by one user after the other; posts whose text contains their number;
 * or likes, where user n + 1 likes post n, or all users like `post`.
 */
export type Kind = 'feed' | 'post' | 'like'
type Sender = { port: number; kind: Kind; cookies: string; post?: number }
type Load = { connections: number; requests: number; first: number }

/** `wrong`: answers that are not as expected. Latencies are milliseconds. */
export type Sent = { sent: number; wrong: number; ms: number; latency: { p50: number; p99: number; max: number } }

const FILLING = 'The kettle is on and the rain has stopped. '.repeat(11)
/** One page in so many is checked completely. Checking each would make the load generator slower than the server. */
const CHECK_EVERY = 20

let cookies: string[] = []
let target: Sender = { port: 0, kind: 'feed', cookies: '' }
let idle: HttpConnection[] = []

function requestOf(number: number): string {
  const { port, kind, post } = target
  const host = `127.0.0.1:${port}`
  const from = (person: number) => `Host: ${host}\r\nCookie: ${cookies[person % cookies.length]}\r\n`
  if (kind === 'feed') return `GET /api/feed HTTP/1.1\r\n${from(number)}\r\n`
  const origin = `Origin: http://${host}\r\n`
  if (kind === 'like') {
    return `PUT /api/posts/${postId(post ?? number)}/like HTTP/1.1\r\n${from(number + 1)}${origin}\r\n`
  }
  const body = JSON.stringify({ text: `bench ${number} ${FILLING}`, audience: 'public' })
  const head = `${origin}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
  return `POST /api/posts HTTP/1.1\r\n${from(number)}${head}\r\n${body}`
}

function isRight(number: number, { status, body }: HttpAnswer): boolean {
  if (target.kind === 'post') return status === 201
  if (status !== 200) return false
  if (target.kind === 'like') return true
  if (number % CHECK_EVERY !== 0) return true
  const { items } = JSON.parse(body) as { items: { id: string }[] }
  return (
    items.length === 20 && items.every(({ id }, index) => index === 0 || BigInt(id) < BigInt(items[index - 1]?.id ?? 0))
  )
}

const latencies: number[] = []
let wrong = 0

async function send(number: number, since = clock()): Promise<void> {
  const connection = idle.pop() ?? (await openConnection(target.port))
  const right = await connection.ask(requestOf(number)).then(
    (reply) => isRight(number, reply),
    () => false,
  )
  latencies.push(clock() - since)
  if (!right) wrong++
  idle.push(connection)
}

function summary(began: number): Sent {
  const sorted = Float64Array.from(latencies).sort()
  const latency = { p50: percentile(sorted, 50), p99: percentile(sorted, 99), max: percentile(sorted, 100) }
  const result = { sent: latencies.length, wrong, ms: clock() - began, latency }
  latencies.length = 0
  wrong = 0
  return result
}

const work = {
  /** Sets the server and the kind of request from now on. `cookies` names a file. */
  aim(sender: Sender): void {
    target = sender
    cookies = JSON.parse(readFileSync(sender.cookies, 'utf8'))
    for (const connection of idle) connection.close()
    idle = []
  },

  /** Closed loop: each connection sends its next request when it has an answer. */
  async load({ connections, requests, first }: Load): Promise<Sent> {
    const began = clock()
    let next = first
    const asker = async () => {
      while (next < first + requests) await send(next++)
    }
    await Promise.all(Array.from({ length: connections }, asker))
    return summary(began)
  },

  /** Open loop: sends each request at its time, on a free connection. Latency counts from when it was due. */
  async onSchedule(schedule: Schedule): Promise<Sent> {
    const began = clock()
    await onSchedule(schedule, (number) => send(number, schedule.begin + (number - schedule.first) * schedule.every))
    return summary(began)
  },
}

export type SendRequests = typeof work

answer(work)
