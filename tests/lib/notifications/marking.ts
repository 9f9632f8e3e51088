import { expect } from 'vitest'
import * as archived from '@/app/api/notifications/[id]/archived/route'
import * as read from '@/app/api/notifications/[id]/read/route'
import { PUT as READ } from '@/app/api/notifications/read/route'
import { PUT as SEEN } from '@/app/api/notifications/seen/route'
import type { NotificationState } from '@/lib/shared/views'
import { type Answer, call } from '../../support/call'
import type { Person } from '../../support/people'
import { query } from '../../support/query'
import { stateOf } from './bells'

/** What a person does with their bell, as their browser asks for it; every mark answers the state. */

type Group = { id: string }
type Somebody = Pick<Person, 'cookie'>

const MARKS = { read, archived }

async function answered(asking: Promise<Answer>): Promise<NotificationState> {
  const { status, body } = await asking
  expect([status, Object.keys(body).sort()]).toEqual([200, ['headSeq', 'unread', 'unseen', 'version']])
  return body
}

export function putMark(who: Somebody, mark: keyof typeof MARKS, { id }: Group): Promise<Answer> {
  return call(MARKS[mark].PUT, { method: 'PUT', as: who, params: { id } })
}

export function deleteMark(who: Somebody, mark: keyof typeof MARKS, { id }: Group): Promise<Answer> {
  return call(MARKS[mark].DELETE, { method: 'DELETE', as: who, params: { id } })
}

export const marks = (who: Somebody, mark: keyof typeof MARKS, group: Group) => answered(putMark(who, mark, group))
export const unmarks = (who: Somebody, mark: keyof typeof MARKS, group: Group) => answered(deleteMark(who, mark, group))

export const putUpTo = (who: Somebody, which: 'seen' | 'read', body: unknown) =>
  call(which === 'seen' ? SEEN : READ, { method: 'PUT', as: who, body })

/** Opens the bell: everything up to there has been shown, by default everything. */
export async function sees(who: Person, upTo?: string): Promise<NotificationState> {
  return answered(putUpTo(who, 'seen', { upTo: upTo ?? (await stateOf(who)).headSeq }))
}

export async function readsAll(who: Person, upTo?: string): Promise<NotificationState> {
  return answered(putUpTo(who, 'read', { upTo: upTo ?? (await stateOf(who)).headSeq }))
}

/** Makes all stored notifications this much older. */
export async function hoursPass(hours: number): Promise<void> {
  const ago = `- make_interval(secs => $1::float8 * 3600)`
  await query(
    `UPDATE "NotificationGroup" SET "firstAt" = "firstAt" ${ago}, "lastAt" = "lastAt" ${ago},
       "readAt" = "readAt" ${ago}, "archivedAt" = "archivedAt" ${ago}, "closedAt" = "closedAt" ${ago}`,
    [hours],
  )
  await query(`UPDATE "NotificationEvent" SET "alertedAt" = "alertedAt" ${ago}, "retractedAt" = "retractedAt" ${ago}`, [
    hours,
  ])
}
