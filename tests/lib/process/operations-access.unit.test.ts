import { describe, expect, test } from 'vitest'
import { refusalOf } from '@/lib/process/operations-access'

const HERE = { loopback: true, token: undefined }
const ELSEWHERE = { loopback: false, token: 'a-token-of-some-length' }
const basic = (password: string) => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`

describe('on loopback', () => {
  test.each(['localhost:9400', '127.0.0.1:9400', '[::1]:9400', 'LOCALHOST'])(
    'a program may read by the name %s',
    (host) => {
      expect(refusalOf({ method: 'GET', headers: { host } }, HERE)).toBeNull()
    },
  )

  test.each(['evil.example:9400', 'localhost.evil.example', '127.0.0.1.nip.io:9400', '10.0.0.1:9400', ''])(
    'a name that somebody else points to this machine reads nothing: %s',
    (host) => {
      expect(refusalOf({ method: 'GET', headers: { host } }, HERE)).toBe(403)
    },
  )

  test('a change comes from a program, or from the page itself, and never from the page of another site', () => {
    const change = (headers: Record<string, string>) =>
      refusalOf({ method: 'PUT', headers: { host: 'localhost:9400', ...headers } }, HERE)
    expect(change({})).toBeNull()
    expect(change({ origin: 'http://localhost:9400', 'sec-fetch-site': 'same-origin' })).toBeNull()
    expect(change({ origin: 'http://localhost:3000' })).toBe(403)
    expect(change({ origin: 'http://evil.example' })).toBe(403)
    expect(change({ origin: 'null' })).toBe(403)
    expect(change({ 'sec-fetch-site': 'same-site' })).toBe(403)
  })
})

describe('elsewhere', () => {
  const read = (authorization?: string) =>
    refusalOf({ method: 'GET', headers: { host: 'ops.example:9400', authorization } }, ELSEWHERE)

  test('the token opens it, as a bearer token or as a password', () => {
    expect(read(`Bearer ${ELSEWHERE.token}`)).toBeNull()
    expect(read(basic(ELSEWHERE.token))).toBeNull()
    const change = { method: 'POST', headers: { host: 'ops.example', authorization: basic(ELSEWHERE.token) } }
    expect(refusalOf({ ...change, headers: { ...change.headers, origin: 'http://ops.example' } }, ELSEWHERE)).toBeNull()
    expect(refusalOf({ ...change, headers: { ...change.headers, origin: 'http://evil.example' } }, ELSEWHERE)).toBe(403)
  })

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer wrong', basic('wrong'), basic(''), 'Digest a-token'])(
    'without it nothing is answered: %s',
    (authorization) => {
      expect(read(authorization)).toBe(401)
    },
  )
})
