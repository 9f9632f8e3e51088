import type { Redis } from 'ioredis'
import { broadcast } from '@/lib/delivery/broadcast'
import { redisTime } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { makeTimedSender } from '@/lib/delivery/timed-facts'
import { query } from '@/lib/postgres/query'
import { bigints, bool, int, type RowOf, statement } from '@/lib/postgres/statement'
import { log } from '@/lib/process/log'
import type { PersonFrame } from '@/lib/shared/views'
import { endEndedStreams } from './end-ended-streams'
import { presentUser, USER } from './present-user'
import { isActiveAccount, userColumns } from './user-sql'

const PERSON = { ...USER, version: int(), active: bool(), strangers: bigints() }

/** `strangers`: those who block this person or are blocked by them. They learn nothing of each other. */
const FIND = statement(
  'person-to-deliver',
  PERSON,
  `SELECT ${userColumns('u')}, u."profileVersion" AS version, ${isActiveAccount('u')} AS active,
     ARRAY (SELECT "otherId" FROM "Block" WHERE "userId" = u.id UNION SELECT "userId" FROM "Block" WHERE "otherId" = u.id)
       AS strangers
   FROM "User" u WHERE u.id = $1`,
)

type PersonRow = RowOf<typeof PERSON>

/**
 * Delivers to all open pages how a person is shown now, or that nothing of them is shown any more, and ends the streams of an
 * account that is not active. Idempotent: a frame carries the present state and its version.
 */
export async function deliverPerson(redis: Redis, userId: bigint): Promise<void> {
  const sender = makeTimedSender({
    what: `the profile of ${userId}`,
    clock: () => redisTime(redis),
    read: async () => (await query(FIND, [userId]))[0],
  })
  const { facts: person } = await sender.current()
  if (person && !person.active) {
    log.info({ user: String(userId) }, 'an account that is not active is hidden')
    await endEndedStreams(userId)
  }
  await sender.send(async ({ readAt, facts }) => {
    if (!facts) return true
    return broadcast(redis, { frame: frame('person', presentPerson(facts)), except: facts.strangers, readAt })
  })
}

function presentPerson(person: PersonRow): PersonFrame {
  const { id, active } = person
  const version = String(person.version)
  return active ? { user: presentUser(person), version } : { userId: String(id), gone: true, version }
}
