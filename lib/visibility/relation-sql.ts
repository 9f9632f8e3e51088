/** Relations of two people as SQL conditions. The arguments are bigint expressions. */

export function areFriends(one: string, other: string): string {
  return `EXISTS (SELECT 1 FROM "Friendship" f WHERE f."lowId" = LEAST(${one}, ${other})
    AND f."highId" = GREATEST(${one}, ${other}) AND f."acceptedAt" IS NOT NULL)`
}

/** True when either of them blocks the other. */
export function blockBetween(one: string, other: string): string {
  return `EXISTS (SELECT 1 FROM "Block" b WHERE (b."userId" = ${one} AND b."otherId" = ${other})
    OR (b."userId" = ${other} AND b."otherId" = ${one}))`
}

export function isMuting(user: string, other: string): string {
  return `EXISTS (SELECT 1 FROM "Mute" m WHERE m."userId" = ${user} AND m."otherId" = ${other})`
}
