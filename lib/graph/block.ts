import type { Tx } from '@/lib/postgres/db'
import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { changeGraph } from './change-graph'
import { relate } from './change-relation'
import { findPerson, type Person, presentRelation, requireOther } from './find-person'
import { stopFollowing } from './follow'
import { part } from './friendship'

/**
 * Hides the viewer and somebody from each other, and ends what was between them: follows and friendship, both ways.
 * Repeatable. Ending the block brings none of it back.
 */
export function block(viewer: Viewer, handle: string): Promise<Relation> {
  return relate(viewer, handle, {
    concerns: 'both',
    parts: true,
    work: async ({ tx }, pair) => {
      const rows = await tx.$executeRaw`
        INSERT INTO "Block" ("userId", "otherId") VALUES (${pair.me}, ${pair.other}) ON CONFLICT DO NOTHING`
      if (rows === 0) return false
      await stopFollowing(tx, pair)
      await stopFollowing(tx, { me: pair.other, other: pair.me })
      await part(tx, pair)
      return true
    },
  })
}

/** Ends the viewer's block. Repeatable. */
export async function unblock(viewer: Viewer, handle: string): Promise<Relation> {
  const person = await requireOther(viewer, handle)
  await changeGraph([viewer.id, person.id], {
    readers: [viewer.id, person.id],
    work: ({ tx }) => removeBlock(tx, viewer, person),
  })
  // They may block the viewer too and be gone now; the viewer's own block has ended all the same.
  return presentRelation((await findPerson(viewer, handle)) ?? { ...person, blocking: false })
}

async function removeBlock(tx: Tx, viewer: Viewer, person: Person): Promise<boolean> {
  const rows = await tx.$executeRaw`DELETE FROM "Block" WHERE "userId" = ${viewer.id} AND "otherId" = ${person.id}`
  return rows > 0
}
