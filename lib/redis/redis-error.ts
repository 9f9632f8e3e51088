import { hasCode } from '@/lib/process/errors'

/** Answers that mean that we have asked for something wrong. Asking again would be wrong again. */
const OWN_MISTAKE = /^(ERR|WRONGTYPE|NOSCRIPT|CROSSSLOT|BUSYKEY|INVALIDOBJ|NOPROTO)\b/

/** Answers of the class `ERR` that are about the server: it has too many clients, or refuses what a script wants to do. */
const SERVER_TROUBLE =
  /max number of clients|\b(MISCONF|NOREPLICAS|READONLY|OOM|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOAUTH|NOPERM|BUSY)\b/

/** The messages of the client when a connection is closed, refused or does not answer. */
const NO_CONNECTION =
  /^Connection is closed|Stream isn't writeable|Command timed out|Command aborted|max retries per request|ETIMEDOUT|Socket timeout|All sentinels are unreachable/i

/** The names of the client's errors when what arrives is no Redis answer, or when the connection ends before the answer. */
const CLIENT_ERRORS = ['ParserError', 'AbortError', 'MaxRetriesPerRequestError', 'ClusterAllFailedError']

/**
 * True when the work may succeed later: Redis could not be reached, answers nonsense, or refuses, whatever its reason (a full
 * disk, no replicas, no memory, a wrong password, ...). Only answers that say that we asked for something wrong are no trouble.
 */
export function isRedisTrouble(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (hasCode(at, 'redis_away') || CLIENT_ERRORS.includes(at.name) || NO_CONNECTION.test(at.message)) return true
    if (isReply(at)) return SERVER_TROUBLE.test(at.message) || !OWN_MISTAKE.test(at.message)
  }
  return false
}

/** An answer of Redis that is an error, and not an error of its client. */
export function isReply(error: Error): boolean {
  return error.name === 'ReplyError'
}
