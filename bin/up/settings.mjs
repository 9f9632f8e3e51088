import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isPortFree } from '../services/ports.mjs'
import { Refusal } from './steps.mjs'

/** @typedef {{ dataDir: string, given: NodeJS.ProcessEnv, port: number }} Settings */

/**
 * The settings of this start, from .env and from the environment, which has priority.
 * @returns {Settings}
 */
export function readSettings() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  // As in lib/process/env.ts, an empty value counts as missing.
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
 * Refuses a port on which another program listens.
 * @param {string} name
 * @param {number} port
 */
export async function requireFreePort(name, port) {
  // A server on all addresses and one on loopback can share a port, so each address is tried.
  let free = true
  for (const host of ['::', '0.0.0.0', '127.0.0.1']) free &&= await isPortFree(port, host)
  if (free) return
  throw new Refusal(
    `Port ${port} is taken or reserved: end the program that has it, or choose another, for example ${name}=${port + 1} npm run up`,
  )
}

/**
 * The first of three consecutive ports for operations: the given one, and all three must be free; else the first that fits.
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
 * The secret for cookies: the given one, else one that is made at the first start and kept, so that users stay signed in.
 * @param {Settings} settings
 * @returns {string}
 */
export function authSecret({ given, dataDir }) {
  // The value of .env.example is public.
  if (given.AUTH_SECRET && !given.AUTH_SECRET.startsWith('replace-me')) return given.AUTH_SECRET
  const file = join(dataDir, 'auth-secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
