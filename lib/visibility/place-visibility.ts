import { audiencesOpenTo, isAmong, termsOf } from './audience-rules'
import { visiblePost } from './post-visibility'

/** Keeps PostgreSQL from reading all check-ins of the site at once instead of those at one place. */
const ONE_BY_ONE = 'OFFSET 0'

/**
 * Whether a person may know of a place, as SQL: it is listed for everybody, or they have added it, or they may see a check-in
 * there of the person who added it, or they have checked in there. Check-ins of others do not count: their authors may not
 * show somebody else's home to more people. `p` is the alias of "Place", `viewer` a bigint expression (NULL for an anonymous
 * visitor).
 */
export function visiblePlace(p: string, viewer: string): string {
  return `(${p}.listed IS NOT FALSE OR (${p}."addedById" = ${viewer}) IS TRUE
    OR EXISTS (SELECT 1 FROM "Post" c WHERE c."placeId" = ${p}.id AND c."authorId" IN (${p}."addedById", ${viewer})
      AND ${visiblePost('c', viewer)} ${ONE_BY_ONE}))`
}

/**
 * Whether adding a place of the same name gives this person that place, as SQL. Not a place that they know only by a check-in
 * which is not for everybody: that is as private as the check-in, and theirs is another "Home".
 */
export function isSharedPlace(p: string, viewer: string): string {
  return `(${p}.listed IS NOT FALSE OR (${p}."addedById" = ${viewer}) IS TRUE
    OR EXISTS (SELECT 1 FROM "Post" c WHERE c."placeId" = ${p}.id AND c."authorId" = ${p}."addedById"
      AND ${isAmong(termsOf('c'), audiencesOpenTo('anybody'))} AND ${visiblePost('c', viewer)} ${ONE_BY_ONE}))`
}
