import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from './once'

/** What all steps of one HTTP request share. */
export type RequestContext = {
  id: string
  /** Milliseconds that this request may still spend waiting for Redis, over all its calls. */
  redisBudget: number
}

/** promises.md: all Redis calls of one request share this budget, in milliseconds. */
export const REDIS_BUDGET = 300

export const requestContext = once('request-context', () => new AsyncLocalStorage<RequestContext>())
