import type { Redis } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { allBuckets } from '@/lib/redis/buckets'
import { connectRedis, isRedisAway, redis } from '@/lib/redis/client'
import { gatewayChannel } from '@/lib/redis/keys'
import { checkNow } from './check-positions'
import type { Gateway } from './gateway'

/** Milliseconds; a connection that does not answer is as good as none. */
const ANSWER_WITHIN = 5_000
const PROBE = 'probe\n\n'
/** Own messages that may fail to arrive before the connection counts as dead. */
const MISSED_AT_MOST = 2

/** The one subscription of a process: hands what arrives to the gateway. */
export class Subscription {
  private readonly gateway: Gateway
  private readonly subscriber: Redis
  private missed = 0

  constructor(gateway: Gateway) {
    this.gateway = gateway
    // Subscribing is our own step on every connection, because positions must be checked right after it.
    this.subscriber = connectRedis('subscriber', env.REDIS_URL, { autoResubscribe: false, maxRetriesPerRequest: null })
    this.subscriber.on('message', (_channel: string, message: string) => this.hear(message))
    this.subscriber.on('ready', () => void this.listen())
    this.subscriber.on('close', () => {
      gateway.subscribed = false
    })
  }

  close(): void {
    this.subscriber.disconnect()
  }

  private hear(message: string): void {
    if (message === PROBE) this.missed = 0
    else this.gateway.receive(message)
  }

  private async listen(): Promise<void> {
    const channels = allBuckets().map((bucket) => gatewayChannel(bucket, this.gateway.id))
    try {
      await withDeadline(this.subscriber.subscribe(...channels), ANSWER_WITHIN, () => new Error('no answer'))
    } catch (error) {
      log.warn({ error: String(error) }, 'subscribing failed, connecting again')
      return this.subscriber.disconnect(true)
    }
    this.gateway.subscribed = true
    this.missed = 0
    // What was published while nobody listened is gone; positions tell what it was.
    await checkNow(this.gateway)
  }

  /** A half-open socket looks healthy from here; a message to ourselves that does not arrive tells the truth. */
  async probe(): Promise<void> {
    if (!this.gateway.subscribed || isRedisAway()) return
    if (++this.missed > MISSED_AT_MOST) {
      log.warn('own messages do not arrive, connecting again')
      this.gateway.subscribed = false
      return this.subscriber.disconnect(true)
    }
    await redis.publish(gatewayChannel(0, this.gateway.id), PROBE)
  }
}
