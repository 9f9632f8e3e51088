import { applyGraphChange } from '@/lib/feed/drop-timelines'
import type { Work } from './run-job'
import { type RunningWorker, startWorker } from './start-worker'

/** Idempotent: a dropped timeline is rebuilt from the relations of that moment. */
const graph: Work<'graph'> = (event) => applyGraphChange(event)

export const startGraph = (): RunningWorker => startWorker('graph', { concurrency: 4, work: graph })
