import { z } from 'zod'
import { countGraphemes, graphemesOver, MOST_OVER } from '@/lib/shared/text/graphemes'
import { isVisible } from '@/lib/shared/text/is-visible'
import { hasTooManyMarks, tidyName, tidyText } from '@/lib/shared/text/tidy-text'
import { LIMITS } from './limits'
import { normalizePassword } from './passwords'

const MAX_ID = 2n ** 63n - 1n

/** An id: a decimal string in JSON and addresses, a bigint in the code. */
export const idSchema = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, 'is not an id')
  .transform((text) => BigInt(text))
  .refine((id) => id <= MAX_ID, 'is not an id')

/** The id in an address, or null when it is not an id. Callers answer that like an unknown id. */
export function parseId(text: string): bigint | null {
  return idSchema.safeParse(text).data ?? null
}

// PostgreSQL cannot store NUL, nor half of a surrogate pair.
const storable = (value: string) => !value.includes('\0') && value.isWellFormed()

/** A text has at most `max` characters, counted as people see them. The error says by how many it is too long. */
function atMost<Schema extends z.ZodString>(schema: Schema, max: number) {
  return schema.refine((value) => graphemesOver(value, max) === 0, {
    error: ({ input }) => tooLong(String(input), max),
  })
}

function tooLong(value: string, max: number): string {
  const over = graphemesOver(value, max)
  return `may have ${max} characters, and has ${over < MOST_OVER ? over : `${MOST_OVER} or more`} too many`
}

const trimmed = z.string().transform((value) => value.trim())
const storableString = z.string().refine(storable, 'has characters that cannot be stored')
const written = storableString.refine((value) => !hasTooManyMarks(value), 'has more than 8 marks on one letter')

/** One line that can be seen: a name. */
const line = (max: number) => trimmed.pipe(atMost(written.refine(isVisible, 'is needed'), max)).transform(tidyName)

/** Several lines. What draws nothing is an empty text. */
const text = (max: number) =>
  trimmed.pipe(atMost(written, max)).transform((value) => (isVisible(value) ? tidyText(value) : ''))

/** What somebody looks for. It is not stored, so extra marks are no reason to refuse it. */
const searched = (max: number) =>
  trimmed.pipe(atMost(storableString, max)).transform((value) => (isVisible(value) ? tidyText(value) : ''))

export const handleSchema = z
  .string()
  .regex(/^[A-Za-z0-9_]*$/, 'may have letters, digits and _')
  .min(LIMITS.handle.min, `needs ${LIMITS.handle.min} characters`)
  .refine((handle) => handle.length <= LIMITS.handle.max, {
    error: ({ input }) => tooLong(String(input), LIMITS.handle.max),
  })

/** A password that is set, measured in the form in which it is hashed. It stays as it is typed; `hashPassword` normalises it. */
export const passwordSchema = z
  .string()
  // They cannot be typed on another keyboard, and half of an emoji is another text after it was sent.
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), 'has characters that cannot be typed')
  .refine(
    (value) => countGraphemes(normalizePassword(value), LIMITS.password.min) >= LIMITS.password.min,
    `needs ${LIMITS.password.min} characters`,
  )
  .refine((value) => graphemesOver(normalizePassword(value), LIMITS.password.max) === 0, {
    error: ({ input }) => tooLong(normalizePassword(String(input)), LIMITS.password.max),
  })

export const emailSchema = z
  .string()
  .transform((value) => value.trim())
  .pipe(z.email('is not an e-mail address').max(LIMITS.email.max, 'is too long'))

export const signUpSchema = z.strictObject({
  handle: handleSchema,
  name: line(LIMITS.name.max),
  email: emailSchema,
  password: passwordSchema,
})

/** `basedOn`: the values that the form was opened with. They are compared as they are, so they need no rules. */
export const profileSchema = z.strictObject({
  name: line(LIMITS.name.max).optional(),
  bio: text(LIMITS.bio.max).optional(),
  basedOn: z.strictObject({ name: z.string().optional(), bio: z.string().optional() }).optional(),
})

export const newPasswordSchema = z.strictObject({
  // Without a limit: one that exists may be longer before it is normalised.
  currentPassword: z.string(),
  newPassword: passwordSchema,
})

export const followSchema = z.strictObject({ notify: z.boolean().optional() })

/** `accept`: only accept a request, never send one. */
export const friendshipSchema = z.strictObject({ accept: z.literal(true).optional() })

export const AUDIENCES = ['public', 'friends', 'only_me'] as const
export const VERBS = ['visited', 'ate_at'] as const

export const newPostSchema = z
  .strictObject({
    text: text(LIMITS.postText.max).default(''),
    audience: z.enum(AUDIENCES),
    activity: z.strictObject({ verb: z.enum(VERBS), placeId: idSchema }).nullish(),
  })
  .refine((draft) => draft.text.length > 0 || draft.activity, { path: ['text'], message: 'is needed' })

/** `basedOn`: as in `profileSchema`. */
export const postChangeSchema = z
  .strictObject({
    text: text(LIMITS.postText.max).optional(),
    audience: z.enum(AUDIENCES).optional(),
    basedOn: z.strictObject({ text: z.string().optional(), audience: z.enum(AUDIENCES).optional() }).optional(),
  })
  .refine((change) => change.text !== undefined || change.audience !== undefined, {
    path: ['text'],
    message: 'is needed',
  })

export const newCommentSchema = z.strictObject({
  text: text(LIMITS.commentText.max).refine((value) => value !== '', 'is needed'),
})

/** The posts that a browser shows, or with `visible: false` no longer shows. */
export const viewSchema = z.strictObject({ postIds: z.array(idSchema).max(LIMITS.view), visible: z.boolean() })

/** `listed`: for everybody, or only for those who see a check-in of its adder there. Not said: for everybody until its adder checks in. */
export const newPlaceSchema = z.strictObject({
  name: line(LIMITS.placeName.max),
  kind: line(LIMITS.placeKind.max),
  address: text(LIMITS.placeAddress.max).optional(),
  listed: z.boolean().optional(),
})

/** How far the bell was seen or read: a `headSeq` that the browser received. A higher one means everything. */
export const upToSchema = z.strictObject({
  upTo: z
    .string()
    .regex(/^\d{1,19}$/, 'is not a seq')
    .transform((text) => BigInt(text))
    .refine((seq) => seq <= MAX_ID, 'is not a seq'),
})

const limit = z.coerce.number().int().min(1).max(LIMITS.page.max).default(LIMITS.page.default)

/** Cursors are opaque to clients; this one is the id of the last row of the page before. */
export const pageSchema = z.object({ cursor: idSchema.optional(), limit })
export const placeSearchSchema = pageSchema.extend({ q: searched(LIMITS.placeName.max).default('') })
/** Ids in an address, separated by commas. */
export const shownPostsSchema = z.object({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(idSchema).max(LIMITS.check)),
})
export const newFeedSchema = z.object({ position: z.string().max(100).optional() })

export type SignUp = z.infer<typeof signUpSchema>
export type NewPost = z.infer<typeof newPostSchema>
export type PostChange = z.infer<typeof postChangeSchema>
export type NewComment = z.infer<typeof newCommentSchema>
export type View = z.infer<typeof viewSchema>
export type NewPlace = z.infer<typeof newPlaceSchema>
export type PageRequest = z.infer<typeof pageSchema>
