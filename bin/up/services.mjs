import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startPostgres } from '../services/postgres.mjs'
import { startRedis } from '../services/redis.mjs'
import { keepService } from './keep-service.mjs'
import { Refusal } from './steps.mjs'

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {{ url: string, summary: string }} Provided `summary`: for the line of this step */

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * The database: the one of DATABASE_URL if it answers, else one started here. When DATABASE_URL is an address of this
 * machine at which no server listens, the started one uses that address, so that the example configuration works unchanged.
 * @param {Settings} settings
 * @param {(line: string) => void} log
 * @returns {Promise<Provided>}
 */
export async function providePostgres({ dataDir, given }, log) {
  const named = await findNamedService('DATABASE_URL', given.DATABASE_URL, 5432)
  if (named.answers) return { url: named.url.href, summary: `yours, at ${named.url.host}` }
  const { url } = named
  const login = url && {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  }
  const folder = join(dataDir, 'postgres')
  const usual = named.port ?? rememberedPorts(dataDir).postgres
  const service = await keepService(
    'PostgreSQL',
    (port = usual) => startPostgres({ folder, port, login: login || undefined, log }),
    console.log,
  )
  rememberPort(dataDir, 'postgres', service.port)
  return { url: service.url, summary: `port ${service.port}` }
}

/**
 * Redis, in the same way, by REDIS_URL.
 * @param {Settings} settings
 * @param {(line: string) => void} log
 * @returns {Promise<Provided>}
 */
export async function provideRedis({ dataDir, given }, log) {
  // A server that Sentinels know is neither started nor checked here.
  if (given.REDIS_URL?.includes('+sentinel:')) return { url: given.REDIS_URL, summary: 'yours' }
  const named = await findNamedService('REDIS_URL', given.REDIS_URL, 6379)
  if (named.answers) return { url: named.url.href, summary: `yours, at ${named.url.host}` }
  const usual = named.port ?? rememberedPorts(dataDir).redis
  const password = named.url && decodeURIComponent(named.url.password)
  const [folder, programs] = [join(dataDir, 'redis'), join(dataDir, 'programs')]
  const service = await keepService(
    'Redis',
    (port = usual) => startRedis({ folder, programs, port, password, appendOnly: true, log }),
    console.log,
  )
  rememberPort(dataDir, 'redis', service.port)
  return { url: service.url, summary: `port ${service.port}` }
}

/**
 * @param {string} name
 * @param {string | undefined} address
 * @param {number} usualPort
 * @returns {Promise<{ answers: true, url: URL, port?: undefined } | { answers: false, url?: URL, port?: number }>}
 */
async function findNamedService(name, address, usualPort) {
  if (!address) return { answers: false }
  if (!URL.canParse(address)) throw new Refusal(`${name} is not an address: see .env.example, or leave it out`)
  const url = new URL(address)
  const port = Number(url.port || usualPort)
  if (await answers(url.hostname.replace(/^\[|\]$/g, ''), port)) return { answers: true, url }
  if (LOOPBACK.includes(url.hostname)) return { answers: false, url, port }
  throw new Refusal(
    `${name} names ${url.hostname}:${port}, and nobody answers there: start it, or leave ${name} out and up starts its own`,
  )
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3000 })
    const done = (/** @type {boolean} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => done(true))
    socket.on('timeout', () => done(false))
    socket.on('error', () => done(false))
  })
}

/**
 * The ports of earlier starts, so that tools which connect to the database need not be configured again.
 * @param {string} dataDir
 * @returns {{ postgres?: number, redis?: number }}
 */
function rememberedPorts(dataDir) {
  const file = join(dataDir, 'ports.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/**
 * @param {string} dataDir
 * @param {'postgres' | 'redis'} name
 * @param {number} port
 */
function rememberPort(dataDir, name, port) {
  writeFileSync(join(dataDir, 'ports.json'), JSON.stringify({ ...rememberedPorts(dataDir), [name]: port }))
}
