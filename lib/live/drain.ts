import type { Gateway } from './gateway'
import { leave } from './registration'

/** Milliseconds between two batches of endings. */
const STEP = 100

/** Ends all streams, spread over `ms`, so that the browsers do not come back all at once. */
export async function drain(gateway: Gateway, ms: number): Promise<void> {
  const connections = [...gateway.members.all()]
  const steps = Math.max(1, Math.min(connections.length, Math.floor(ms / STEP)))
  const perStep = Math.max(1, Math.ceil(connections.length / steps))
  const users = gateway.members.userKeys().map(BigInt)
  for (let at = 0; at < connections.length; at += perStep) {
    for (const connection of connections.slice(at, at + perStep))
      connection.end('drain', Math.round(200 + Math.random() * 2000))
    await new Promise((resolve) => setTimeout(resolve, STEP))
  }
  await leave(gateway.id, users)
}
