import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import type { NewPlace } from '@/lib/shared/schemas'
import { nameKey } from '@/lib/shared/text/name-key'
import type { PlaceDetails } from '@/lib/shared/views'
import { isSharedPlace } from '@/lib/visibility/place-visibility'
import { PLACE_COLUMNS, type PlaceRow, presentPlace } from './place-row'

/**
 * Adds a place, or finds the one of the same name that the viewer shares with others. Two requests at the same moment get one
 * place, because of a unique index. `added` says whether it is new. Idempotent with a key.
 */
export function createPlace(
  viewer: Viewer,
  draft: NewPlace,
  key: IdempotencyKey | null,
): Promise<{ place: PlaceDetails; added: boolean }> {
  return mutate(
    async ({ tx }) => {
      await lockName(tx, draft)
      const known = await findSame(tx, viewer, draft)
      if (known && draft.listed) await listOwn(tx, viewer, known)
      if (known) return { place: presentPlace(known), added: false }
      const place = await insertPlace(tx, viewer, draft)
      if (place) return { place: presentPlace(place), added: true }
      // Added in the meantime by a transaction that the insert has waited for, so that this statement sees it.
      const same = await findSame(tx, viewer, draft)
      if (!same) throw new AppError('in_progress', 'The same place is just being changed.', { retryAfter: 1 })
      return { place: presentPlace(same), added: false }
    },
    { key },
  )
}

/** Whoever adds a place of this name waits. A place of one's own that becomes listed takes the claim that they would take. */
async function lockName(tx: Tx, { name }: NewPlace): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`place:${nameKey(name)}`}, 0))`
}

/** Listed ones first, because others of the same name may be left from before names were compared. */
async function findSame(tx: Tx, { id }: Viewer, { name }: NewPlace): Promise<PlaceRow | undefined> {
  const [same] = await tx.$queryRaw<PlaceRow[]>`
    SELECT ${Prisma.raw(PLACE_COLUMNS)} FROM (SELECT ${id}::bigint AS id) v, "Place" p
    WHERE p."nameKey" = ${nameKey(name)} AND ${Prisma.raw(isSharedPlace('p', 'v.id'))}
    ORDER BY p.listed IS FALSE, p.id LIMIT 1`
  return same
}

/** Somebody who added a place for a check-in adds it for everybody. Then the name is no other place's any more. */
async function listOwn(tx: Tx, viewer: Viewer, { id, name }: PlaceRow): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Place" SET listed = true, claim = ${nameKey(name)}
    WHERE id = ${id} AND "addedById" = ${viewer.id} AND listed IS NOT TRUE`
}

/** Undefined when another place has the claim. Waits for a transaction that is adding it. */
async function insertPlace(tx: Tx, viewer: Viewer, draft: NewPlace): Promise<PlaceRow | undefined> {
  const { name, kind, address, listed = null } = draft
  const [added] = await tx.$queryRaw<PlaceRow[]>`
    INSERT INTO "Place" AS p (name, kind, address, "addedById", listed, claim)
    VALUES (${name}, ${kind}, ${address || null}, ${viewer.id}, ${listed}::boolean, ${claimOf(viewer, draft)})
    ON CONFLICT (claim) WHERE claim IS NOT NULL DO NOTHING RETURNING ${Prisma.raw(PLACE_COLUMNS)}`
  return added
}

/** What no other place may have: the name, or the name among the places that only one person knows of. */
function claimOf({ id }: Viewer, { name, listed }: NewPlace): string {
  return listed === false ? `${id}:${nameKey(name)}` : nameKey(name)
}
