import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isPortFree } from '../services/ports.mjs'
import { Refusal } from './steps.mjs'

/** @typedef {{ dataDir: string, given: NodeJS.ProcessEnv, port: number }} Settings */

/**
 * What this start is told by the environment and by .env, which the environment overrules.
 * @returns {Settings}
 */
export function readSettings() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  // An empty value counts as not given, as in lib/process/env.ts.
  const given = /** @type {NodeJS.ProcessEnv} */ (
    Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  )
  const dataDir = resolve(given.DATA_DIR ?? '.data')
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true })
  } catch (cause) {
    throw new Refusal(`${dataDir} cannot be written: make it writable, or choose another folder with DATA_DIR`, {
      cause,
    })
  }
  return { dataDir, given, port: Number(given.PORT ?? 3000) }
}

/**
 * Refuses a port that somebody else listens at.
 * @param {string} name
 * @param {number} port
 */
export async function requireFreePort(name, port) {
  // A server of another user's on all addresses would not collide with one on loopback, so all are tried.
  let free = true
  for (const host of ['::', '0.0.0.0', '127.0.0.1']) free &&= await isPortFree(port, host)
  if (free) return
  throw new Refusal(
    `Port ${port} is taken or reserved: end the program that has it, or choose another, for example ${name}=${port + 1} npm run up`,
  )
}

/**
 * The ports for operations: the given ones, which must be free, or the first three in a row that are.
 * @param {Settings} settings
 * @returns {Promise<number>}
 */
export async function chooseOperationsPort({ given }) {
  if (given.OPERATIONS_PORT) {
    for (const offset of [0, 1, 2]) await requireFreePort('OPERATIONS_PORT', Number(given.OPERATIONS_PORT) + offset)
    return Number(given.OPERATIONS_PORT)
  }
  for (let port = 9400; port < 9800; port += 10) {
    const free = await Promise.all([port, port + 1, port + 2].map((candidate) => isPortFree(candidate)))
    if (free.every(Boolean)) return port
  }
  throw new Refusal('No port between 9400 and 9800 is free: choose one with OPERATIONS_PORT')
}

/**
 * The secret that signs cookies: the given one, else one made at the first start and kept, so that people stay signed in.
 * @param {Settings} settings
 * @returns {string}
 */
export function authSecret({ given, dataDir }) {
  // The example's value is known to everybody.
  if (given.AUTH_SECRET && !given.AUTH_SECRET.startsWith('replace-me')) return given.AUTH_SECRET
  const file = join(dataDir, 'auth-secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
