import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import express from 'express'
import { LANES, queue } from '@/lib/mutation/queues'

/** The queue dashboard at /queues of the operations port, which is reachable from this machine only. */
export function queueDashboard() {
  const adapter = new ExpressAdapter()
  adapter.setBasePath('/queues')
  createBullBoard({ queues: LANES.map((name) => new BullMQAdapter(queue(name))), serverAdapter: adapter })
  return express().use('/queues', adapter.getRouter())
}
