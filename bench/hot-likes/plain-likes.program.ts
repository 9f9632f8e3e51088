import { answer } from '@/bench/process/answer'
import { serveRouteHandlers } from '@/bench/process/serve-route-handlers'

/** Serves the baseline: a route handler of the framework, as the product's is one. */
const work = { listen: () => serveRouteHandlers() }

export type PlainLikes = typeof work

answer(work)
