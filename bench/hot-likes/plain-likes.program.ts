import { answer } from '@/bench/process/answer'
import { serveRouteHandlers } from '@/bench/process/serve-route-handlers'

/** Serves the baseline: a route handler of Next.js, like that of the product. */
const work = { listen: () => serveRouteHandlers() }

export type PlainLikes = typeof work

answer(work)
