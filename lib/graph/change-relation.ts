import type { Mutation } from '@/lib/mutation/mutate'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeGraph } from './change-graph'
import { type Person, presentRelation, requireOther } from './find-person'

/** The two people of a change: who makes it, and the other. */
export type Pair = { me: bigint; other: bigint }

type Step = {
  /** Whose feeds hold something else afterwards. */
  concerns: 'me' | 'both'
  /** Answers whether feeds really changed; a step that finds nothing to do is no error. */
  work: (mutation: Mutation, pair: Pair) => Promise<boolean>
  /** The two are kept apart from now on. */
  parts?: boolean
}

/**
 * Takes one step in how the viewer stands to somebody and answers how they stand now. Repeatable. Throws `user_not_found`
 * for anybody the viewer may not see, also when they come to block the viewer meanwhile.
 */
export async function relate(viewer: Viewer, handle: string, step: Step): Promise<Relation> {
  return change(viewer, await requireOther(viewer, handle), step)
}

/** A step towards somebody, which one does not take towards people one blocks. */
export async function approach(viewer: Viewer, handle: string, step: Step): Promise<Relation> {
  const person = await requireOther(viewer, handle)
  if (person.blocking) throw new AppError('invalid', 'You block this person. End the block first.')
  return change(viewer, person, step)
}

async function change(viewer: Viewer, person: Person, { concerns, work, parts }: Step): Promise<Relation> {
  const pair = { me: viewer.id, other: person.id }
  const readers = concerns === 'me' ? [pair.me] : [pair.me, pair.other]
  await changeGraph([pair.me, pair.other], { readers, parts, work: (mutation) => work(mutation, pair) })
  return presentRelation(await requireOther(viewer, person.handle))
}

/** The pair in the order in which Friendship keeps it. */
export function ordered({ me, other }: Pair): { low: bigint; high: bigint } {
  return me < other ? { low: me, high: other } : { low: other, high: me }
}
