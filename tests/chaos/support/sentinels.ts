import type { ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild, stopChild, untilReady } from '../../../bin/services/child.mjs'
import { freePort } from '../../../bin/services/ports.mjs'
import { findRedis } from '../../../bin/services/redis-binary.mjs'
import { PROGRAMS } from '../../support/programs'
import { canConnect } from './can-connect'
import type { RedisServer } from './redis-server'

const NAME = 'carillon'
/** Milliseconds without an answer after which a master counts as down. */
const DOWN_AFTER = 1_000

/** Three Sentinels that watch a master, and make its replica the master when it is down. */
export async function startSentinels(master: RedisServer): Promise<{ address: string; stop: () => Promise<void> }> {
  const { command, env } = findRedis({ folder: PROGRAMS, log: console.error })
  const started: { port: number; child: ChildProcess }[] = []
  for (let number = 0; number < 3; number++) {
    const port = await freePort()
    const folder = join(tmpdir(), `carillon-sentinel-${process.pid}-${port}`)
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'sentinel.conf')
    writeFileSync(file, configuration(port, folder, master))
    const child = startChild(command, [file, '--sentinel'], {
      output: join(folder, 'log'),
      env: { ...process.env, ...env },
    })
    await untilReady(async () => ((await canConnect(port)) ? true : null), {
      child,
      within: 10_000,
      what: 'a Sentinel',
    })
    started.push({ port, child })
  }
  const hosts = started.map(({ port }) => `127.0.0.1:${port}`).join(',')
  return {
    address: `redis+sentinel://:${encodeURIComponent(master.password)}@${hosts}/${NAME}`,
    stop: async () => {
      await Promise.all(started.map(({ child }) => stopChild(child, { signal: 'SIGKILL', grace: 1_000 })))
    },
  }
}

function configuration(port: number, folder: string, { port: watched, password }: RedisServer): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${JSON.stringify(folder)}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${watched} 2`,
    `sentinel auth-pass ${NAME} ${password}`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER}`,
    `sentinel failover-timeout ${NAME} 10000`,
    '',
  ].join('\n')
}
