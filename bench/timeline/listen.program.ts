import { Redis } from 'ioredis'
import { answer } from '@/bench/process/answer'

/** Stands in for gateways: subscribes to their channels and counts the readers that each frame is for. */
let heard = 0

/** `feed`, the users each with a position, the frame: see fan-out.lua. */
function count(message: string): void {
  const [, users = ''] = message.split('\n', 2)
  heard += users.split(' ').length / 2
}

const work = {
  /** Resolves when all channels are subscribed to. */
  async listen({ url, channels }: { url: string; channels: string[] }): Promise<void> {
    const subscriber = new Redis(url)
    subscriber.on('message', (_channel, message) => count(message))
    await subscriber.subscribe(...channels)
  },

  /** How many readers were told since the last call. */
  heard(): number {
    const before = heard
    heard = 0
    return before
  },
}

export type Listen = typeof work

answer(work)
