import { existsSync } from 'node:fs'
import { z } from 'zod'
import { once } from './once'
import { parseRedisAddress } from './redis-address'

const url = (...schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)), {
    message: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })
const redisAddress = z.string().refine((value) => parseRedisAddress(value) !== null, {
  message: 'must be a URL that starts with redis://, rediss:// or redis+sentinel://',
})
const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)
const rate = (fallback: number) => z.coerce.number().int().min(1).default(fallback)
const optional = z.string().min(1).optional()

const schema = z.object({
  DATABASE_URL: url('postgresql', 'postgres'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: redisAddress,
  QUEUE_REDIS_URL: redisAddress.optional(),
  SITE_URL: url('http', 'https'),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  PORT: port(3000),
  OPERATIONS_PORT: port(9400),
  /** The address on which the operations ports listen. Elsewhere than on loopback they ask for OPERATIONS_TOKEN. */
  OPERATIONS_HOST: z.string().min(1).default('127.0.0.1'),
  OPERATIONS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  QUEUE_FAILURE_POLICY: z.enum(['proceed', 'rollback']).default('proceed'),
  DATA_DIR: z.string().min(1).default('.data'),
  /** `off` removes the service worker from all browsers that come. */
  SERVICE_WORKER: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** How many trusted proxies stand in front of the site. As many entries of X-Forwarded-For, from the right, are used. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  LIMIT_SIGN_UP_PER_HOUR: rate(30),
  LIMIT_SIGN_IN_PER_MINUTE: rate(60),
  LIMIT_SIGN_IN_ACCOUNT_PER_MINUTE: rate(10),
  LIMIT_SIGN_IN_ACCOUNT_PER_HOUR: rate(60),
  LIMIT_SIGN_IN_STRANGERS_PER_HOUR: rate(600),
  LIMIT_WRITES_PER_MINUTE: rate(120),
  LIMIT_READS_PER_MINUTE: rate(1200),
  LIMIT_PAGES_PER_MINUTE: rate(300),
  LIMIT_STREAM_OPENS_PER_MINUTE: rate(60),
  LIMIT_STREAMS_PER_SESSION: rate(8),
  LIMIT_STREAMS_PER_PERSON: rate(24),
  LIMIT_STREAMS_PER_ADDRESS: rate(200),
  LIMIT_COMMENTS_PER_POST_PER_HOUR: rate(100),
  LIMIT_REQUESTS_PER_PERSON_PER_HOUR: rate(10),
  LIMIT_PLACES_PER_DAY: rate(30),
  GITHUB_ID: optional,
  GITHUB_SECRET: optional,
  GOOGLE_ID: optional,
  GOOGLE_SECRET: optional,
})

export type Env = z.infer<typeof schema>

/**
 * Checks a configuration. A problem names the variable and what it must be. It never contains the value, which may be secret.
 */
export function parseEnv(source: Record<string, string | undefined>): { env?: Env; problems: string[] } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) {
    const { data } = parsed
    const problems = problemsOf(data)
    return problems.length > 0 ? { problems } : { env: data, problems }
  }
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return given[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`
  })
  return { problems }
}

/** What each variable alone does not show. */
function problemsOf({ SITE_URL, AUTH_SECRET, OPERATIONS_HOST, OPERATIONS_TOKEN }: Env): string[] {
  const problems: string[] = []
  if (AUTH_SECRET.startsWith('replace-me') && !isLoopbackSite(SITE_URL)) {
    problems.push('AUTH_SECRET is the one of .env.example, which is public')
  }
  if (!isLoopbackAddress(OPERATIONS_HOST) && OPERATIONS_TOKEN === undefined) {
    problems.push('OPERATIONS_TOKEN is missing: OPERATIONS_HOST is not a loopback address')
  }
  return problems
}

const isLoopbackAddress = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

function isLoopbackSite(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)
}

function readEnv(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { env, problems } = parseEnv(process.env)
  if (!env) {
    console.error(`Carillon cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}\nSee .env.example.`)
    process.exit(1)
  }
  // next-auth reads these two variables itself, before it gets any options.
  process.env.NEXTAUTH_URL = env.SITE_URL
  process.env.NEXTAUTH_SECRET = env.AUTH_SECRET
  return env
}

/** The checked configuration of this process. If it is wrong, the process ends before it opens a port. */
export const env: Env = once('env', readEnv)

/** True when the site can only be reached from this machine. Rate limits then do not apply to this machine. */
export const siteIsLoopback = isLoopbackSite(env.SITE_URL)

/** True when the operations ports can only be reached from this machine. */
export const operationsAreLoopback = isLoopbackAddress(env.OPERATIONS_HOST)
