import { once } from 'node:events'
import { FOLDER } from '@/bench/world/folder'
import { startChild, stopChild } from '@/bin/services/child.mjs'
import { freePort } from '@/bin/services/ports.mjs'
import { untilAnswers } from '@/bin/up/ready.mjs'
import type { Environment } from './program'

export type Running = { port: number; pid: number; stop: () => Promise<void> }

/** The operations port of each process is OPERATIONS_PORT plus this number. */
const OPERATIONS = { jobs: 0, web: 1, stream: 2 }

/** Starts a process of the built product on a free port, as in production, and waits until it serves. */
export async function startProduct(name: keyof typeof OPERATIONS, env: Environment): Promise<Running> {
  const [port, operations] = [await freePort(), await freePort()]
  const given = { ...env, PORT: String(port), OPERATIONS_PORT: String(operations - OPERATIONS[name]) }
  const output = `${FOLDER}/${name}.log`
  const child = startChild(process.execPath, [`dist/${name}.js`], { output, ipc: true, env: given })
  const failed = once(child, 'exit').then(() => `${name} ended, see ${output}`)
  const ready = once(child, 'message')
  await untilAnswers(`http://127.0.0.1:${operations}/healthz`, { within: 60_000, failed })
  // Web and stream open the operations port first, and send a message when they listen on the other one. Jobs sends none.
  if (name !== 'jobs') await Promise.race([ready, failed.then((why) => Promise.reject(new Error(why)))])
  return { port, pid: child.pid, stop: () => stopChild(child, { signal: 'SIGTERM', grace: 5000 }) }
}
