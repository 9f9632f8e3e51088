import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD, demoEmail } from '../../prisma/demo/login.mjs'
import { isRunning, noteOf, placeForUp, runUp } from '../support/up'

let place: Awaited<ReturnType<typeof placeForUp>>
let up: ReturnType<typeof runUp>

beforeAll(async () => {
  place = await placeForUp()
  up = runUp(place)
  // It builds first if nobody has.
  await up.until('Stop')
}, 180_000)

afterAll(async () => {
  up.signal('SIGTERM')
  await up.exit
  rmSync(place.dataDir, { recursive: true, force: true })
}, 60_000)

const pidOfRedis = () => Number(readFileSync(join(place.dataDir, 'redis/pid'), 'utf8'))
const pidOf = (mark: string) => noteOf(place).children.find((child) => child.mark === mark)?.pid ?? 0
const isReady = async () => (await fetch(`${place.site}/api/readyz`).catch(() => null))?.status === 200
const answers = () => expect.poll(isReady, { timeout: 20_000, interval: 100 }).toBe(true)

test('it prints the address and a login, and both work', async () => {
  expect(up.printed()).toContain(place.site)
  expect(up.printed()).toMatch(new RegExp(`${demoEmail('ana')} +${DEMO_PASSWORD}`))
  await answers()
})

test('a second one in the same clone says that it runs, and where', async () => {
  const second = runUp(place)
  expect(await second.exit).toBe(0)
  expect(second.printed()).toContain(`running already, at ${place.site}`)
})

test('what dies is started again', async () => {
  const [web, redis] = [pidOf('dist/web.js'), pidOfRedis()]
  process.kill(web, 'SIGKILL')
  process.kill(redis, 'SIGKILL')
  await expect.poll(() => pidOf('dist/web.js'), { timeout: 20_000 }).not.toBe(web)
  await expect.poll(pidOfRedis, { timeout: 20_000 }).not.toBe(redis)
  await answers()
})

test('SIGTERM stops everything it started, and the next start finds the people and the logins again', {
  timeout: 60_000,
}, async () => {
  const pids = [...noteOf(place).children.map(({ pid }) => pid), pidOfRedis()]
  const secret = readFileSync(join(place.dataDir, 'auth-secret'), 'utf8')
  // Browsers open connections ahead of need; one that has asked for nothing must not hold the web process.
  const ahead = connect(Number(place.env.PORT), '127.0.0.1')
  await once(ahead, 'connect')
  const began = Date.now()
  up.signal('SIGTERM')
  expect(await up.exit).toBe(0)
  expect(Date.now() - began).toBeLessThan(15_000)
  expect(pids.filter(isRunning)).toEqual([])

  up = runUp(place)
  await up.until('Stop')
  expect(up.printed()).toContain('people live here already')
  expect(readFileSync(join(place.dataDir, 'auth-secret'), 'utf8')).toBe(secret)
})

test('killed without a chance to clean up, it leaves nothing in the way of the next', { timeout: 60_000 }, async () => {
  const pids = [...noteOf(place).children.map(({ pid }) => pid), pidOfRedis()]
  process.kill(noteOf(place).pid, 'SIGKILL')
  await up.exit
  up = runUp(place)
  await up.until('Stop')
  await answers()
  expect(pids.filter(isRunning)).toEqual([])
})

test('a port that is taken is named, with what to do', async () => {
  const other = await placeForUp()
  const neighbour = createServer()
  await new Promise<void>((resolve) => neighbour.listen(Number(other.env.PORT), '127.0.0.1', resolve))
  const refused = runUp(other)
  expect(await refused.exit).toBe(1)
  expect(refused.printed().trim().split('\n').at(-1)).toMatch(/^Port \d+ is taken.*PORT=\d+ npm run up$/)
  neighbour.close()
  rmSync(other.dataDir, { recursive: true })
})

test('a service that was named and does not answer is named', async () => {
  const other = await placeForUp()
  const refused = runUp({ env: { ...other.env, DATABASE_URL: 'postgresql://ana:hush@nowhere.invalid/carillon' } })
  expect(await refused.exit).toBe(1)
  expect(refused.printed()).toContain('DATABASE_URL names nowhere.invalid:5432, and nobody answers there')
  expect(refused.printed()).not.toContain('hush')
  rmSync(other.dataDir, { recursive: true })
})
