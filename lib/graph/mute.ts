import type { Viewer } from '@/lib/session/viewer'
import type { Relation } from '@/lib/shared/views'
import { relate } from './change-relation'

/** Keeps somebody's posts out of the viewer's feed, without their noticing. Repeatable. */
export function mute(viewer: Viewer, handle: string): Promise<Relation> {
  return relate(viewer, handle, {
    concerns: 'me',
    parts: true,
    work: async ({ tx }, { me, other }) => {
      const rows = await tx.$executeRaw`
        INSERT INTO "Mute" ("userId", "otherId") VALUES (${me}, ${other}) ON CONFLICT DO NOTHING`
      return rows > 0
    },
  })
}

export function unmute(viewer: Viewer, handle: string): Promise<Relation> {
  return relate(viewer, handle, {
    concerns: 'me',
    work: async ({ tx }, { me, other }) => {
      const rows = await tx.$executeRaw`DELETE FROM "Mute" WHERE "userId" = ${me} AND "otherId" = ${other}`
      return rows > 0
    },
  })
}
