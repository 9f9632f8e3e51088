import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD, demoEmail } from '../../prisma/demo/login.mjs'
import { isRunning, noteOf, prepareUp, runUp } from '../support/up'

let prepared: Awaited<ReturnType<typeof prepareUp>>
let up: ReturnType<typeof runUp>

beforeAll(async () => {
  prepared = await prepareUp()
  up = runUp(prepared)
  // It builds the site first, unless there is a build.
  await up.until('Stop')
}, 180_000)

afterAll(async () => {
  up.signal('SIGTERM')
  await up.exit
  rmSync(prepared.dataDir, { recursive: true, force: true })
}, 60_000)

const pidOfRedis = () => Number(readFileSync(join(prepared.dataDir, 'redis/pid'), 'utf8'))
const pidOf = (mark: string) => noteOf(prepared).children.find((child) => child.mark === mark)?.pid ?? 0
const isReady = async () => (await fetch(`${prepared.site}/api/readyz`).catch(() => null))?.status === 200
const answers = () => expect.poll(isReady, { timeout: 20_000, interval: 100 }).toBe(true)

test('it prints the address and a login, and both work', async () => {
  expect(up.printed()).toContain(prepared.site)
  expect(up.printed()).toMatch(new RegExp(`${demoEmail('ana')} +${DEMO_PASSWORD}`))
  await answers()
})

test('a second start in the same clone prints that the site runs already, and its address', async () => {
  const second = runUp(prepared)
  expect(await second.exit).toBe(0)
  expect(second.printed()).toContain(`running already, at ${prepared.site}`)
})

test('web and Redis are restarted when they are killed', async () => {
  const [web, redis] = [pidOf('dist/web.js'), pidOfRedis()]
  process.kill(web, 'SIGKILL')
  process.kill(redis, 'SIGKILL')
  await expect.poll(() => pidOf('dist/web.js'), { timeout: 20_000 }).not.toBe(web)
  await expect.poll(pidOfRedis, { timeout: 20_000 }).not.toBe(redis)
  await answers()
})

test('SIGTERM stops everything that it started, and the next start has the same users and logins', {
  timeout: 60_000,
}, async () => {
  const pids = [...noteOf(prepared).children.map(({ pid }) => pid), pidOfRedis()]
  const secret = readFileSync(join(prepared.dataDir, 'auth-secret'), 'utf8')
  // Browsers open connections in advance. One without a request must not keep the web process running.
  const unused = connect(Number(prepared.env.PORT), '127.0.0.1')
  await once(unused, 'connect')
  const began = Date.now()
  up.signal('SIGTERM')
  expect(await up.exit).toBe(0)
  expect(Date.now() - began).toBeLessThan(15_000)
  expect(pids.filter(isRunning)).toEqual([])

  up = runUp(prepared)
  await up.until('Stop')
  expect(up.printed()).toContain('people live here already')
  expect(readFileSync(join(prepared.dataDir, 'auth-secret'), 'utf8')).toBe(secret)
})

test('when it is killed and cannot clean up, the next start ends its processes and works', {
  timeout: 60_000,
}, async () => {
  const pids = [...noteOf(prepared).children.map(({ pid }) => pid), pidOfRedis()]
  process.kill(noteOf(prepared).pid, 'SIGKILL')
  await up.exit
  up = runUp(prepared)
  await up.until('Stop')
  await answers()
  expect(pids.filter(isRunning)).toEqual([])
})

test('a port that is in use is named, and how to choose another', async () => {
  const other = await prepareUp()
  const neighbour = createServer()
  await new Promise<void>((resolve) => neighbour.listen(Number(other.env.PORT), '127.0.0.1', resolve))
  const refused = runUp(other)
  expect(await refused.exit).toBe(1)
  expect(refused.printed().trim().split('\n').at(-1)).toMatch(/^Port \d+ is taken.*PORT=\d+ npm run up$/)
  neighbour.close()
  rmSync(other.dataDir, { recursive: true })
})

test('a configured service that does not answer is named, without its password', async () => {
  const other = await prepareUp()
  const refused = runUp({ env: { ...other.env, DATABASE_URL: 'postgresql://ana:hush@nowhere.invalid/carillon' } })
  expect(await refused.exit).toBe(1)
  expect(refused.printed()).toContain('DATABASE_URL names nowhere.invalid:5432, and nobody answers there')
  expect(refused.printed()).not.toContain('hush')
  rmSync(other.dataDir, { recursive: true })
})
