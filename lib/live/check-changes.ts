import { boundedTasks } from '@/lib/async/bounded-tasks'
import { deliverCounts } from '@/lib/feed/deliver-counts'
import { deliverPostChange } from '@/lib/feed/deliver-post-change'
import { type Change, changesSince } from '@/lib/mutation/changes-since'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { redis } from '@/lib/redis/client'
import { deliverPerson } from '@/lib/users/deliver-person'
import type { Gateway } from './gateway'
import { reloadWithin } from './resets'

/** Seconds: counts are delivered a moment after their event is done, later on a busy machine. */
const MARGIN = 5
/** With more changes than these, readers are told to reload. Delivering each again takes some milliseconds. */
const AT_MOST = 2000
const AT_ONCE = 4
/** Seconds. After a longer gap they are told to reload: reading all its events would take too long. */
const LONGEST = 600

/**
 * After a gap in what this gateway receives: delivers again what changed meanwhile, to the readers who had a stream here. A
 * frame carries the present state, so one that had arrived changes nothing. When too much has changed, the readers are told to
 * reload what they show, spread over time. Call it when the gateway is subscribed and its readers are registered. Throws when
 * Redis or PostgreSQL is away; the gap then stays open.
 */
export async function checkChanges(gateway: Gateway): Promise<void> {
  if (!gateway.gap.isOpen || !gateway.subscribed) return
  const users = new Set(gateway.connections.userKeys())
  await gateway.gap.check(async (seconds) => {
    if (users.size === 0) return
    const changes = seconds > LONGEST ? null : await changesSince(seconds + MARGIN, AT_MOST + 1)
    if (!changes || changes.length > AT_MOST) return resetAll(gateway, users)
    metrics.positionFaults.inc({ answer: 'changes' }, changes.length)
    log.info({ seconds: Math.round(seconds), changes: changes.length }, 'delivering again what changed in a gap')
    await repeatAll(gateway, { changes, users })
  })
}

function resetAll(gateway: Gateway, users: Set<string>): void {
  metrics.positionFaults.inc({ answer: 'lag' }, users.size)
  const withinMs = reloadWithin(users.size)
  for (const user of users) gateway.resets.reset(user, { reason: 'lag', withinMs })
}

type Repeat = { changes: Change[]; users: Set<string> }

async function repeatAll(gateway: Gateway, { changes, users }: Repeat): Promise<void> {
  const only = (userId: bigint) => users.has(String(userId))
  const tasks = boundedTasks(AT_ONCE)
  for (const change of changes) await tasks.add(() => repeat(gateway, { change, only }))
  await tasks.finish()
}

type One = { change: Change; only: (userId: bigint) => boolean }

/** People are delivered to all gateways again, because that is one message to each, and rare. */
async function repeat(gateway: Gateway, { change, only }: One): Promise<void> {
  switch (change.type) {
    case 'post.changed':
    case 'post.widened':
      if ('before' in change) await deliverPostChange(redis, { postId: change.postId, before: change.before, only })
      break
    case 'like.changed':
    case 'comment.changed':
      await deliverCounts(redis, change.postId, only)
      break
    case 'person.changed':
      await deliverPerson(redis, change.userId)
      break
    case 'graph.changed':
      // The timelines of `userIds` were dropped, which the position check finds.
      for (const userId of change.pages?.filter(only) ?? []) {
        gateway.resets.reset(String(userId), { reason: 'graph', withinMs: 0 })
      }
  }
}
