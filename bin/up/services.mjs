import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startPostgres } from '../services/postgres.mjs'
import { startRedis } from '../services/redis.mjs'
import { keepService } from './keep-service.mjs'
import { Refusal } from './steps.mjs'

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {{ url: string, told: string }} Provided */

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * The database: the one DATABASE_URL names if it answers, else one of our own. When DATABASE_URL names an address of this
 * machine where nobody listens, ours listens there, so that the example configuration runs as it is.
 * @param {Settings} settings
 * @param {(line: string) => void} log
 * @returns {Promise<Provided>}
 */
export async function providePostgres({ dataDir, given }, log) {
  const wanted = await whatIsWanted('DATABASE_URL', given.DATABASE_URL, 5432)
  if (wanted.answers) return { url: wanted.url.href, told: `yours, at ${wanted.url.host}` }
  const { url } = wanted
  const login = url && {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  }
  const folder = join(dataDir, 'postgres')
  const usual = wanted.port ?? rememberedPorts(dataDir).postgres
  const service = await keepService(
    'PostgreSQL',
    (port = usual) => startPostgres({ folder, port, login: login || undefined, log }),
    console.log,
  )
  rememberPort(dataDir, 'postgres', service.port)
  return { url: service.url, told: `port ${service.port}` }
}

/**
 * The same for Redis and REDIS_URL.
 * @param {Settings} settings
 * @param {(line: string) => void} log
 * @returns {Promise<Provided>}
 */
export async function provideRedis({ dataDir, given }, log) {
  // Several nodes are a cluster, which we neither start nor look at.
  if (given.REDIS_URL?.includes(',')) return { url: given.REDIS_URL, told: 'yours' }
  const wanted = await whatIsWanted('REDIS_URL', given.REDIS_URL, 6379)
  if (wanted.answers) return { url: wanted.url.href, told: `yours, at ${wanted.url.host}` }
  const usual = wanted.port ?? rememberedPorts(dataDir).redis
  const password = wanted.url && decodeURIComponent(wanted.url.password)
  const [folder, programs] = [join(dataDir, 'redis'), join(dataDir, 'programs')]
  const service = await keepService(
    'Redis',
    (port = usual) => startRedis({ folder, programs, port, password, appendOnly: true, log }),
    console.log,
  )
  rememberPort(dataDir, 'redis', service.port)
  return { url: service.url, told: `port ${service.port}` }
}

/**
 * @param {string} name
 * @param {string | undefined} address
 * @param {number} usualPort
 * @returns {Promise<{ answers: true, url: URL, port?: undefined } | { answers: false, url?: URL, port?: number }>}
 */
async function whatIsWanted(name, address, usualPort) {
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
 * The ports of earlier starts: who looks into the database with a tool finds it where it was.
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
