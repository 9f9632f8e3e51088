import * as block from '@/app/api/users/[handle]/block/route'
import * as follow from '@/app/api/users/[handle]/follow/route'
import * as friendship from '@/app/api/users/[handle]/friendship/route'
import * as mute from '@/app/api/users/[handle]/mute/route'
import * as profile from '@/app/api/users/[handle]/route'
import type { Relation } from '@/lib/shared/views'
import { type Answer, call } from '../../support/call'
import type { Person } from '../../support/people'
import { query } from '../../support/query'

const ROUTES = { follow, friendship, block, mute }

export type Step = keyof typeof ROUTES

/** As a browser asks: `put(ben, 'follow', ana)` lets Ben follow Ana. */
export function put(
  as: Pick<Person, 'cookie'> | undefined,
  step: Step,
  whom: { handle: string },
  body?: unknown,
): Promise<Answer> {
  return call(ROUTES[step].PUT, { method: 'PUT', params: { handle: whom.handle }, as, body })
}

export function del(as: Pick<Person, 'cookie'> | undefined, step: Step, whom: { handle: string }): Promise<Answer> {
  return call(ROUTES[step].DELETE, { method: 'DELETE', params: { handle: whom.handle }, as })
}

export function look(as: Pick<Person, 'cookie'> | undefined, whom: { handle: string }): Promise<Answer> {
  return call(profile.GET, { params: { handle: whom.handle }, as })
}

export async function relationOf(as: Person, whom: { handle: string }): Promise<Relation> {
  return (await look(as, whom)).body.relation
}

export const NOTHING: Relation = {
  following: false,
  followedBy: false,
  friendship: 'none',
  blocking: false,
  muting: false,
  notify: false,
}

/** How many graph events of these people were recorded, and how many of them are done. */
export async function graphEvents(...people: Person[]): Promise<{ recorded: number; done: number }> {
  const [row] = await query<{ recorded: bigint; done: bigint }>(
    `SELECT count(*) AS recorded, count("doneAt") AS done FROM "OutboxEvent"
     WHERE type = 'graph.changed' AND payload->'userIds' ?| $1`,
    [people.map(({ id }) => String(id))],
  )
  return { recorded: Number(row?.recorded), done: Number(row?.done) }
}
