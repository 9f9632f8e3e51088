import type { Redis } from 'ioredis'
import { everyoneChannel } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import { FACTS_HOLD } from './deliver'
import { writeMessage } from './message'

const script = loadScript('lib/delivery/broadcast.lua')

type Broadcast = {
  frame: string
  /** People who may not see it. */
  except: bigint[]
  /** Redis time of the facts that decide who may see it. */
  readAt: number
}

/**
 * Delivers one frame to all open streams, except those of some people: one message to each gateway, so it is for what is
 * rare. Returns false when the facts have become too old: read them again. A lost frame is not repeated.
 */
export async function broadcast(redis: Redis, { frame, except, readAt }: Broadcast): Promise<boolean> {
  const message = writeMessage({ kind: 'everyone', to: except.join(' '), body: frame })
  const args = [everyoneChannel, message, readAt, FACTS_HOLD]
  return (await runScript<number>(redis, script, { keys: [], args })) === 1
}
