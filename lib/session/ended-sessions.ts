import { once } from '@/lib/process/once'

/**
 * Sessions that this process has found to be ended; the oldest are forgotten. A session that has ended stays so. Their cookies
 * may be in hands of others than their owners.
 */
const ended = once('ended-sessions', () => new Set<string>())
const AT_MOST = 10_000

export function noteEnded(sessionId: string): void {
  const [oldest] = ended
  if (ended.size >= AT_MOST && oldest !== undefined) ended.delete(oldest)
  ended.add(sessionId)
}

export const isKnownEnded = (sessionId: string) => ended.has(sessionId)
