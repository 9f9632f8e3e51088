/** Milliseconds: a day. Of what is undone and done again within this time after an alert, nobody is alerted a second time. */
export const RING_WINDOW = 24 * 60 * 60_000

/** Milliseconds: 30 days. So long after a request was declined, the same person may ask again, but in silence. */
export const DECLINED_FOR = 30 * RING_WINDOW

/**
 * Whether the actor has unblocked the recipient so late that what was caused then does not notify them, as SQL. Otherwise
 * somebody could end a block, name the person, and block them again, as often as they like: each time it would ring, and nothing
 * would be left that the other could answer or report. `causedAt` is a timestamptz, the others are bigint expressions.
 */
export function hasJustUnblocked({
  actor,
  recipient,
  causedAt,
}: Record<'actor' | 'recipient' | 'causedAt', string>): string {
  return ended('block', {
    by: actor,
    towards: recipient,
    after: `${causedAt} - interval '${RING_WINDOW} milliseconds'`,
  })
}

/** Whether a request was sent although the other one has declined one a short time ago, as SQL. */
export function isDeclinedRequest({ asker, asked, askedAt }: Record<'asker' | 'asked' | 'askedAt', string>): string {
  return ended('request', { by: asked, towards: asker, after: `${askedAt} - interval '${DECLINED_FOR} milliseconds'` })
}

type End = { by: string; towards: string; after: string }

function ended(kind: 'block' | 'request', { by, towards, after }: End): string {
  return `EXISTS (SELECT 1 FROM "EndedRelation" ended WHERE ended."userId" = ${by} AND ended."otherId" = ${towards}
    AND ended.kind = '${kind}' AND ended."endedAt" > ${after})`
}
