import { applyGraphEvent } from '@/lib/graph/apply-graph-event'
import { redis } from '@/lib/redis/client'
import type { Work } from './run-job'
import { type RunningWorker, startWorker } from './start-worker'

/** Idempotent: a dropped timeline is rebuilt from the relations of that moment, and screens get a person's present state. */
const graph: Work<'graph'> = (event) => applyGraphEvent(redis, event)

export const startGraph = (): RunningWorker => startWorker('graph', { concurrency: 4, work: graph })
