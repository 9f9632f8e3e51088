import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv as parseDotEnv } from 'node:util'
import { describe, expect, test } from 'vitest'

const GOOD = {
  DATABASE_URL: 'postgresql://carillon:hush-database@127.0.0.1:5432/carillon',
  REDIS_URL: 'redis://:hush-redis@127.0.0.1:6379',
  SITE_URL: 'http://localhost:3000',
  AUTH_SECRET: 'hush-secret-hush-secret-hush-secret-hush',
}
type Name = keyof typeof GOOD
const NAMES = Object.keys(GOOD) as Name[]

Object.assign(process.env, GOOD)
const { parseEnv } = await import('@/lib/process/env')

const WRONG: [name: string, value: string][] = [
  ['DATABASE_URL', 'hush-mysql://somewhere'],
  ['DATABASE_URL', 'hush not an address'],
  ['REDIS_URL', 'http://hush-redis:6379'],
  ['QUEUE_REDIS_URL', 'hush-queue'],
  ['SITE_URL', 'hush.example'],
  ['AUTH_SECRET', 'hush-too-short'],
  ['PORT', 'hush-port'],
  ['PORT', '70000'],
  ['OPERATIONS_PORT', '-1'],
  ['QUEUE_FAILURE_POLICY', 'hush-maybe'],
  ['LOG_LEVEL', 'hush-loud'],
  ['LIMIT_SIGN_UP_PER_HOUR', '0'],
  ['OPERATIONS_TOKEN', 'hush-short'],
]

describe('the configuration', () => {
  test('is accepted with all required variables, and has defaults for the others', () => {
    expect(parseEnv(GOOD)).toMatchObject({ problems: [], env: { PORT: 3000, QUEUE_FAILURE_POLICY: 'proceed' } })
  })

  test('.env.example is valid unchanged, and contains every variable', () => {
    const example = readFileSync('.env.example', 'utf8')
    const { env, problems } = parseEnv(parseDotEnv(example) as Record<string, string>)
    expect(problems).toEqual([])
    expect(Object.keys(env ?? {}).filter((name) => !new RegExp(`^(# )?${name}=`, 'm').test(example))).toEqual([])
  })

  test.each(NAMES)('names %s when it is missing or empty', (name) => {
    expect(parseEnv({ ...GOOD, [name]: undefined }).problems).toEqual([`${name} is missing`])
    expect(parseEnv({ ...GOOD, [name]: '' }).problems).toEqual([`${name} is missing`])
  })

  test.each(WRONG)('names %s when it is wrong (%s), and does not show its value', (name, value) => {
    const { env, problems } = parseEnv({ ...GOOD, [name]: value })
    expect(env).toBeUndefined()
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} `))
    expect(problems[0]).not.toContain(value)
  })

  test('asks for a token when operations listen on an address that others can reach', () => {
    const open = { ...GOOD, OPERATIONS_HOST: '0.0.0.0' }
    expect(parseEnv(open).problems).toEqual(['OPERATIONS_TOKEN is missing: OPERATIONS_HOST is not a loopback address'])
    expect(parseEnv({ ...open, OPERATIONS_TOKEN: 'a-token-of-some-length' }).problems).toEqual([])
    expect(parseEnv({ ...GOOD, OPERATIONS_HOST: '::1' }).problems).toEqual([])
  })

  test('names all wrong variables at once', () => {
    const { problems } = parseEnv({})
    expect(problems).toEqual(NAMES.map((name) => `${name} is missing`))
  })
})

const ENTRIES = ['web', 'stream', 'jobs'].filter((entry) => existsSync(`workers/${entry}.ts`))

describe.each(ENTRIES)('the %s process', (entry) => {
  test('does not start with a wrong configuration, and names the wrong variables', { timeout: 30_000 }, () => {
    const env = { ...process.env, ...GOOD, NODE_ENV: 'production' as const, AUTH_SECRET: 'hush', REDIS_URL: '' }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `workers/${entry}.ts`], {
      env,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('REDIS_URL is missing')
    expect(stderr).toContain('AUTH_SECRET must have at least 32 characters')
    expect(stdout + stderr).not.toContain('hush')
  })
})
