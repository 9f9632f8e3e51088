import { expect, it } from 'vitest'
import { AppError } from '@/lib/process/errors'
import { isRedisTrouble } from '@/lib/redis/redis-error'

const named = (name: string, message: string) => Object.assign(new Error(message), { name })
const reply = (message: string) => named('ReplyError', message)

it.each([
  'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
  'NOREPLICAS Not enough good replicas to write.',
  "READONLY You can't write against a read only replica.",
  "OOM command not allowed when used memory > 'maxmemory'.",
  'LOADING Redis is loading the dataset in memory',
  "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
  'CLUSTERDOWN The cluster is down',
  'TRYAGAIN Multiple keys request during rehashing of slot',
  'NOAUTH Authentication required.',
  'WRONGPASS invalid username-password pair or user is disabled.',
  "NOPERM this user has no permissions to run the 'evalsha' command",
  'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
  'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)',
  'EXECABORT Transaction discarded because of previous errors.',
  'ERR max number of clients reached',
  "ERR Error running script (call to f_1): @user_script:1: OOM command not allowed when used memory > 'maxmemory'.",
  'SOMETHINGNEW that a later version of Redis says',
])('waits for a Redis that answers %s', (message) => {
  expect(isRedisTrouble(reply(message))).toBe(true)
  expect(isRedisTrouble(new Error('of another library', { cause: reply(message) }))).toBe(true)
})

it.each([
  named('ParserError', 'Protocol error, got "H" as reply type byte'),
  named('MaxRetriesPerRequestError', 'Reached the max retries per request limit (which is 1).'),
  new Error('Connection is closed.'),
  new Error('Command timed out'),
  new Error("Socket timeout. Expecting data, but didn't receive any in 5000ms."),
  new AppError('redis_away', 'Live delivery is resting for a moment.'),
])('waits for a Redis that cannot be reached: %s', (error) => {
  expect(isRedisTrouble(error)).toBe(true)
})

it.each([
  reply("ERR unknown command 'EVALSHAA', with args beginning with: "),
  reply('ERR Error running script (call to f_1): @user_script:3: attempt to index a nil value'),
  reply('WRONGTYPE Operation against a key holding the wrong kind of value'),
  reply('NOSCRIPT No matching script. Please use EVAL.'),
  reply("CROSSSLOT Keys in request don't hash to the same slot"),
  new TypeError("Cannot read properties of undefined (reading 'id')"),
  new AppError('post_not_found', 'There is no such post.'),
  'no error at all',
])('does not wait after a mistake of our own: %s', (error) => {
  expect(isRedisTrouble(error)).toBe(false)
})
