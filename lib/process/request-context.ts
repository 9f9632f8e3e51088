import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from './once'

/** What belongs to one HTTP request, for all code that runs in it. */
export type RequestContext = {
  id: string
  /** Milliseconds that this request may still wait for Redis, in all its calls together. */
  redisBudget: number
}

/** Milliseconds. However many calls to Redis a request makes, it waits no longer than this for all of them together. */
export const REDIS_BUDGET = 300

export const requestContext = once('request-context', () => new AsyncLocalStorage<RequestContext>())
