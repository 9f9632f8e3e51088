import { expect, it } from 'vitest'
import { parseRedisAddress } from '@/lib/process/redis-address'

it.each([
  ['redis://127.0.0.1:6380', { host: '127.0.0.1', port: 6380, db: 0 }],
  ['redis://localhost', { host: 'localhost', port: 6379, db: 0 }],
  ['redis://[::1]:7000/3', { host: '::1', port: 7000, db: 3 }],
  ['redis://:se%2Fcret@cache.example', { host: 'cache.example', port: 6379, db: 0, password: 'se/cret' }],
  [
    'redis://ana:secret@cache.example',
    { host: 'cache.example', port: 6379, db: 0, username: 'ana', password: 'secret' },
  ],
  ['rediss://cache.example', { host: 'cache.example', port: 6379, db: 0, tls: {} }],
])('%s is one server', (address, expected) => {
  expect(parseRedisAddress(address)).toEqual(expected)
})

it('Sentinels know where the master is', () => {
  const master = { name: 'carillon', role: 'master', failoverDetector: true }
  expect(parseRedisAddress('redis+sentinel://one:26380,two,[::1]:26381/carillon')).toEqual({
    ...master,
    sentinels: [
      { host: 'one', port: 26380 },
      { host: 'two', port: 26379 },
      { host: '::1', port: 26381 },
    ],
    db: 0,
  })
  expect(parseRedisAddress('redis+sentinel://ana:se%40cret@one/carillon/2?sentinelPassword=more')).toEqual({
    ...master,
    sentinels: [{ host: 'one', port: 26379 }],
    db: 2,
    username: 'ana',
    password: 'se@cret',
    sentinelPassword: 'more',
  })
  expect(parseRedisAddress('rediss+sentinel://:secret@one/carillon')).toMatchObject({
    password: 'secret',
    tls: {},
    enableTLSForSentinelMode: true,
  })
})

it.each([
  '',
  'cache.example',
  'http://cache.example',
  'redis://cache.example/three',
  'redis+sentinel://one:26379',
  'redis+sentinel://one:port/carillon',
  'redis+sentinel:///carillon',
])('%s is no address of a Redis', (address) => {
  expect(parseRedisAddress(address)).toBeNull()
})
