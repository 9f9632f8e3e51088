import { isActiveAccount } from '@/lib/users/user-sql'
import { audiencesOpenTo, isAmong, termsOf } from '@/lib/visibility/audience-rules'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { blockBetween } from '@/lib/visibility/relation-sql'

/** Reads with these tables look at thousands of rows. Milliseconds. */
export const SEARCH = { share: 'searches', timeout: 5_000 } as const

/** How many check-ins a list looks at, the newest: a person's own, those of each of so many friends, and those for everybody. */
const LOOKED_AT = { own: 500, friends: 500, ofEachFriend: 10, public: 500 }

/** Whose check-ins bring a place to the front. The others come after. */
export const OTHERS = 3

const CHECK_IN = `c."deletedAt" IS NULL AND c."placeId" IS NOT NULL`

const friendIds = (viewer: string) =>
  `SELECT u.id FROM (SELECT "highId" AS id FROM "Friendship" WHERE "lowId" = ${viewer} AND "acceptedAt" IS NOT NULL
     UNION ALL SELECT "lowId" FROM "Friendship" WHERE "highId" = ${viewer} AND "acceptedAt" IS NOT NULL) f
   JOIN "User" u ON u.id = f.id WHERE ${isActiveAccount('u')} AND NOT ${blockBetween('u.id', viewer)} LIMIT ${LOOKED_AT.friends}`

/**
 * Common tables that end with `near`: the places where the viewer was (circle 0), then those where their friends were (1), then
 * those where many were (2), each once, with the number of check-ins and the newest of them. Only check-ins that the viewer may
 * see count; whether the viewer may know of the place is asked afterwards (`visiblePlace`). Bounded, whatever the size of the
 * site. `viewer` is a bigint expression (NULL for an anonymous visitor).
 */
export function nearPlaces(viewer: string): string {
  return `"checkIn" AS (
    (SELECT c."placeId", c.id, 0 AS circle FROM "Post" c WHERE c."authorId" = ${viewer} AND ${CHECK_IN}
     ORDER BY c.id DESC LIMIT ${LOOKED_AT.own})
    UNION ALL
    (SELECT c."placeId", c.id, 1 FROM (${friendIds(viewer)}) friend CROSS JOIN LATERAL (
       SELECT c."placeId", c.id FROM "Post" c
       WHERE c."authorId" = friend.id AND ${CHECK_IN} AND ${isAmong(termsOf('c'), audiencesOpenTo('friend'))}
       ORDER BY c.id DESC LIMIT ${LOOKED_AT.ofEachFriend}) c)
    UNION ALL
    (SELECT c."placeId", c.id, 2 FROM "Post" c WHERE ${CHECK_IN} AND c.audience = 'public' AND ${visiblePost('c', viewer)}
     ORDER BY c.id DESC LIMIT ${LOOKED_AT.public})),
  near AS MATERIALIZED (
    SELECT DISTINCT ON ("placeId") "placeId", circle, count(*)::int AS visits, max(id) AS latest FROM "checkIn"
    GROUP BY "placeId", circle ORDER BY "placeId", circle)`
}
