import type { z } from 'zod'
import { AppError } from '@/lib/process/errors'
import { type BodyBytes, countBodyBytes } from './body-bytes'
import { addressOf } from './client-address'

/**
 * Bytes. An edit of 2,000 family emoji has 100 KB: the old text is sent too. Not more, because the time in which `Intl.Segmenter`
 * counts the characters of a text grows faster than the text: 50 ms for 128 KB, and more than 2 seconds for 256 KB.
 */
export const MAX_BODY = 128 * 1024
/** The bodies of the API have few fields: lists are arrays. Both are far above what any of them has. */
const MAX_KEYS = 100
const MAX_DEPTH = 10
/** How many problems an answer names, and how many characters of a field's name. */
const MAX_PROBLEMS = 20
const MAX_NAME = 60

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

/**
 * The body as text. Refuses more than 128 KB (413), whatever Content-Length says, and (503) what would make the bodies that
 * are being read too large together.
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) throw tooLarge()
  const bytes = countBodyBytes(addressOf(request))
  try {
    return (await readChunks(request, bytes)).toString('utf8')
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    // The sender has gone away, or was too slow.
    throw new AppError('malformed', 'The body did not arrive.', { cause })
  } finally {
    bytes.release()
  }
}

async function readChunks(request: Request, bytes: BodyBytes): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request.body ?? []) {
    bytes.add(chunk.byteLength)
    if (bytes.count > MAX_BODY) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export const tooLarge = () => new AppError('too_large', `A request may have ${MAX_BODY / 1024} KB.`)

/** Refuses what is not JSON, has too many keys, or is nested too deep (400). */
export function parseJson(text: string): unknown {
  const value = parse(text)
  if (!isModest(value)) {
    throw new AppError('malformed', `A body may have ${MAX_KEYS} keys and a depth of ${MAX_DEPTH}.`)
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('malformed', 'The body is not JSON.', { cause })
  }
}

/** Level by level and not by recursion: 128 KB of brackets are deeper than the stack. */
function isModest(value: unknown): boolean {
  let keys = 0
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH || keys > MAX_KEYS) return false
    const objects = level.filter((one) => typeof one === 'object' && one !== null)
    for (const object of objects) if (!Array.isArray(object)) keys += Object.keys(object).length
    level = keys > MAX_KEYS ? [] : objects.flatMap((object) => Object.values(object))
  }
  return keys <= MAX_KEYS
}

/** What a schema makes of a value. Refuses what it does not accept (422). */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('invalid', 'Some of this cannot be accepted.', { fields: problemsOf(parsed.error) })
}

/** By field, at most twenty. The texts are constant and names are cut, so that an answer is small whatever was sent. */
function problemsOf(error: z.ZodError): Record<string, string> {
  const isUnknown = ({ code }: z.core.$ZodIssue) => code === 'unrecognized_keys'
  const knownFirst = [...error.issues.filter((issue) => !isUnknown(issue)), ...error.issues.filter(isUnknown)]
  const fields: Record<string, string> = {}
  for (const [field, problem] of knownFirst.slice(0, MAX_PROBLEMS).flatMap(problemsOfIssue)) {
    if (Object.keys(fields).length < MAX_PROBLEMS && !Object.hasOwn(fields, field)) fields[field] = problem
  }
  return fields
}

function problemsOfIssue(issue: z.core.$ZodIssue): [field: string, problem: string][] {
  if (issue.code !== 'unrecognized_keys') return [[cut(issue.path.join('.') || 'body'), issue.message]]
  // The message of the library names all keys.
  return issue.keys.slice(0, MAX_PROBLEMS).map((key) => [cut(key), 'is not known here'])
}

function cut(name: string): string {
  return (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name).toWellFormed()
}

/** Reads and checks the query string. A wrong parameter is malformed (400), not invalid: it is part of the address. */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (parsed.success) return parsed.data
  throw new AppError('malformed', 'The address has a parameter that cannot be read.', {
    fields: problemsOf(parsed.error),
  })
}
