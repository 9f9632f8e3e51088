import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'

/** A Lua script, in a file beside its caller. Redis runs it atomically. */
export type Script = { text: string; sha: string }

/** Reads a script by its path from the root of the project, once. */
export function loadScript(path: string): Script {
  const text = readFileSync(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

/** Runs a script by its hash. Sends its text only to a server that does not have it (new, flushed or restarted). */
export async function runScript<T>(
  redis: Redis,
  { text, sha }: Script,
  { keys, args }: { keys: string[]; args: (string | number | bigint)[] },
): Promise<T> {
  const given = args.map(String)
  try {
    return (await redis.evalsha(sha, keys.length, ...keys, ...given)) as T
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return (await redis.eval(text, keys.length, ...keys, ...given)) as T
  }
}
