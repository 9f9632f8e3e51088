import { Redis } from 'ioredis'
import { answer } from '@/bench/process/answer'

/** Stands for the gateways: subscribes to their channels and counts the readers of each frame. */
let received = 0

/** A message is `feed`, the users each with a position, and the frame: see lib/feed/fan-out.lua. */
function count(message: string): void {
  const [, users = ''] = message.split('\n', 2)
  received += users.split(' ').length / 2
}

const work = {
  /** Resolves when all channels are subscribed to. */
  async listen({ url, channels }: { url: string; channels: string[] }): Promise<void> {
    const subscriber = new Redis(url)
    subscriber.on('message', (_channel, message) => count(message))
    await subscriber.subscribe(...channels)
  },

  /** How many deliveries to readers have arrived since the last call. */
  received(): number {
    const before = received
    received = 0
    return before
  },
}

export type Listen = typeof work

answer(work)
