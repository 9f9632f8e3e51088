import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { once } from './once'

/**
 * All metrics of a process, in one registry for both module graphs (see once.ts). What only `jobs` measures is registered
 * where it is measured: in another process it would be a false 0.
 */
export const metrics = once('metrics', () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'carillon_http_request_seconds',
      help: 'Time to answer an API request.',
      labelNames: ['method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    streamsOpen: new Gauge({ name: 'carillon_streams_open', help: 'Streams open in this process.', registers }),
    streamConnects: new Counter({
      name: 'carillon_stream_connects_total',
      help: 'Streams opened, by how they started.',
      labelNames: ['mode'],
      registers,
    }),
    frames: new Counter({
      name: 'carillon_frames_total',
      help: 'Frames written to streams.',
      labelNames: ['event'],
      registers,
    }),
    slowDrops: new Counter({
      name: 'carillon_slow_drops_total',
      help: 'Streams closed because their reader was too slow.',
      registers,
    }),
    positionFaults: new Counter({
      name: 'carillon_position_faults_total',
      help: 'Missing frames found by comparing positions, by how the stream continued.',
      labelNames: ['answer'],
      registers,
    }),
    timelineRebuilds: new Counter({
      name: 'carillon_timeline_rebuilds_total',
      help: 'Home timelines built from PostgreSQL, by result.',
      labelNames: ['result'],
      registers,
    }),
    deliveries: new Counter({
      name: 'carillon_recipients_total',
      help: 'Recipients a post was fanned out to.',
      registers,
    }),
    deliveryLag: new Histogram({
      name: 'carillon_delivery_lag_seconds',
      help: 'Time from the commit of an event to the end of its work.',
      labelNames: ['queue'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300],
      registers,
    }),
  }
})

export function observeRequest(method: string, status: number, ms: number): void {
  metrics.requests.observe({ method, status: String(status) }, ms / 1000)
}
