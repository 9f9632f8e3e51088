import { pino } from 'pino'
import { env } from './env'
import { once } from './once'

/** One line of JSON per entry. Never log bodies, cookies or IP addresses. */
export const log = once('log', () => pino({ level: env.LOG_LEVEL, base: { pid: process.pid } }))
