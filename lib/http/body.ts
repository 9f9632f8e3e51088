import type { z } from 'zod'
import { AppError } from '@/lib/process/errors'

/**
 * An edit of 2,000 family emoji has 100 KB: the old text is sent too. Not more, because the time in which `Intl.Segmenter`
 * counts the characters of a text grows faster than the text: 50 ms for 128 KB, and more than 2 seconds for 256 KB.
 */
const MAX_BODY = 128 * 1024

/**
 * Reads and checks a JSON body. Refuses other types (415), more than 128 KB (413), broken JSON (400) and what the schema does
 * not accept (422).
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  requireJsonType(request)
  return check(schema, parseJson(await readText(request)))
}

/** Like `readJson`, for requests whose method and address are enough: a missing body means `{}`. */
export async function readOptionalJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readText(request)
  if (text === '') return check(schema, {})
  requireJsonType(request)
  return check(schema, parseJson(text))
}

function requireJsonType(request: Request): void {
  if (!isJson(request)) throw new AppError('wrong_type', 'Send JSON (Content-Type: application/json).')
}

export function isJson(request: Request): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
}

/** The body as text. Refuses more than 128 KB (413), whatever Content-Length says. */
export async function readText(request: Request): Promise<string> {
  const tooLarge = () => new AppError('too_large', `A request may have ${MAX_BODY / 1024} KB.`)
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Refuses what is not JSON (400). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('malformed', 'The body is not JSON.', { cause })
  }
}

/** What a schema makes of a value. Refuses what it does not accept (422). */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('invalid', 'Some of this cannot be accepted.', { fields: problemsOf(parsed.error) })
}

function problemsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'body']
    for (const name of names) fields[name] ??= issue.message
  }
  return fields
}

/** Reads and checks the query string. A wrong parameter is malformed (400), not invalid: it is part of the address. */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (parsed.success) return parsed.data
  throw new AppError('malformed', 'The address has a parameter that cannot be read.', {
    fields: problemsOf(parsed.error),
  })
}
