/**
 * The one answer to "may this person see this post?", as SQL, so that every surface asks the same question next to the
 * data. `p` is the alias of "Post", `viewer` a bigint expression (NULL for an anonymous visitor).
 *
 * A post is visible when it is not deleted, its author is in good standing, nobody blocks anybody, and it is public, or
 * the viewer is the author, or it is for friends and they are friends.
 */
export function visiblePost(p: string, viewer: string): string {
  return `(${p}."deletedAt" IS NULL AND ${mayBeShown(p, viewer)})`
}

/** The same without asking whether the post is deleted: for telling who could have seen it. */
export function mayBeShown(p: string, viewer: string): string {
  return `(
    EXISTS (SELECT 1 FROM "User" a WHERE a.id = ${p}."authorId" AND a."suspendedAt" IS NULL AND a."deletedAt" IS NULL)
    AND (${p}."authorId" = ${viewer} OR (
      (${p}.audience = 'public' OR (${p}.audience = 'friends' AND ${areFriends(`${p}."authorId"`, viewer)}))
      AND NOT ${blockBetween(`${p}."authorId"`, viewer)})) IS TRUE)`
}

export function areFriends(one: string, other: string): string {
  return `EXISTS (SELECT 1 FROM "Friendship" f WHERE f."lowId" = LEAST(${one}, ${other})
    AND f."highId" = GREATEST(${one}, ${other}) AND f."acceptedAt" IS NOT NULL)`
}

/** A block acts both ways, whoever set it. */
export function blockBetween(one: string, other: string): string {
  return `EXISTS (SELECT 1 FROM "Block" b WHERE (b."userId" = ${one} AND b."otherId" = ${other})
    OR (b."userId" = ${other} AND b."otherId" = ${one}))`
}

export function isMuting(user: string, other: string): string {
  return `EXISTS (SELECT 1 FROM "Mute" m WHERE m."userId" = ${user} AND m."otherId" = ${other})`
}
