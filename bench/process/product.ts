import { once } from 'node:events'
import { FOLDER } from '@/bench/world/folder'
import { startChild, stopChild } from '@/bin/services/child.mjs'
import { freePort } from '@/bin/services/ports.mjs'
import { untilAnswers } from '@/bin/up/ready.mjs'
import type { Environment } from './program'

export type Running = { port: number; pid: number; stop: () => Promise<void> }

/** A process takes the port after OPERATIONS_PORT that is so many further on. */
const OPERATIONS = { jobs: 0, web: 1, stream: 2 }

/** Starts a process of the built product on a free port, as production does, and waits until it serves. */
export async function startProduct(name: keyof typeof OPERATIONS, env: Environment): Promise<Running> {
  const [port, operations] = [await freePort(), await freePort()]
  const given = { ...env, PORT: String(port), OPERATIONS_PORT: String(operations - OPERATIONS[name]) }
  const output = `${FOLDER}/${name}.log`
  const child = startChild(process.execPath, [`dist/${name}.js`], { output, ipc: true, env: given })
  const failed = once(child, 'exit').then(() => `${name} ended, see ${output}`)
  const spoken = once(child, 'message')
  await untilAnswers(`http://127.0.0.1:${operations}/healthz`, { within: 60_000, failed })
  // jobs says no word of its own; the others open this port first and say when the other one stands.
  if (name !== 'jobs') await Promise.race([spoken, failed.then((why) => Promise.reject(new Error(why)))])
  return { port, pid: child.pid, stop: () => stopChild(child, { signal: 'SIGTERM', grace: 5000 }) }
}
