import type { Redis } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { PROBE, readMessage } from '@/lib/delivery/message'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { allBuckets } from '@/lib/redis/buckets'
import { connectRedis, isRedisAway, redis } from '@/lib/redis/client'
import { everyoneChannel, gatewayChannel } from '@/lib/redis/keys'
import { checkNow } from './check-now'
import { dispatchMessage } from './dispatch-message'
import type { Gateway } from './gateway'

/** Milliseconds within which Redis must answer that the channel is subscribed. */
const ANSWER_WITHIN = 5_000
/** Probes that may be missing before the connection counts as dead. */
const MAX_MISSING = 2

/** The one subscription of a process, to the channels of its gateway and to that of all gateways. */
export class Subscription {
  private readonly gateway: Gateway
  private readonly subscriber: Redis
  private missingProbes = 0

  constructor(gateway: Gateway) {
    this.gateway = gateway
    // The client does not subscribe again by itself, because positions must be checked right after subscribing.
    this.subscriber = connectRedis('subscriber', env.REDIS_URL, { autoResubscribe: false, maxRetriesPerRequest: null })
    this.subscriber.on('message', (_channel: string, text: string) => this.dispatch(text))
    this.subscriber.on('ready', () => void this.subscribe())
    this.subscriber.on('close', () => {
      gateway.subscribed = false
      gateway.gap.open()
    })
  }

  close(): void {
    this.subscriber.disconnect()
  }

  private dispatch(text: string): void {
    const message = readMessage(text)
    if (!message) log.warn({ kind: text.split('\n', 1)[0] }, 'a message that cannot be read')
    else if (message.kind === 'probe') this.probed()
    else dispatchMessage(this.gateway, message)
  }

  private probed(): void {
    this.missingProbes = 0
    this.gateway.gap.probed()
  }

  private async subscribe(): Promise<void> {
    const channels = allBuckets().map((bucket) => gatewayChannel(bucket, this.gateway.id))
    try {
      await withDeadline(
        this.subscriber.subscribe(everyoneChannel, ...channels),
        ANSWER_WITHIN,
        () => new Error('no answer'),
      )
    } catch (error) {
      log.warn({ error: String(error) }, 'subscribing failed, connecting again')
      return this.subscriber.disconnect(true)
    }
    this.gateway.subscribed = true
    this.missingProbes = 0
    // What was published before is lost. The check finds it by positions and bell versions, and by what has changed since.
    await checkNow(this.gateway)
  }

  /** Publishes a message to this gateway itself: a half-open socket looks healthy, but the message does not arrive. */
  async probe(): Promise<void> {
    if (!this.gateway.subscribed || isRedisAway()) return
    if (++this.missingProbes > MAX_MISSING) {
      log.warn('probes do not arrive, connecting again')
      this.gateway.subscribed = false
      return this.subscriber.disconnect(true)
    }
    const receivers = await redis.publish(gatewayChannel(0, this.gateway.id), PROBE)
    // Redis has closed this subscription, or another server has its address.
    if (receivers === 0) this.missingProbes = MAX_MISSING
  }
}
