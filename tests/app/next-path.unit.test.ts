import { describe, expect, it } from 'vitest'
import { nextPath } from '@/app/(auth)/next-path'

describe('Where signing in leads', () => {
  it.each(['/', '/friends', '/places?q=tea%20room', '/people/ana'])('to %s when that was asked for', (asked) => {
    expect(nextPath(asked)).toBe(asked)
  })

  it.each([
    undefined,
    '',
    'friends',
    ['/friends', '/places'],
    'https://elsewhere.invalid/',
    '//elsewhere.invalid/',
    '/\\elsewhere.invalid/',
    '/\t/elsewhere.invalid/',
    '\\\\elsewhere.invalid',
    'javascript:alert(1)',
  ])('home instead of to %j', (asked) => {
    expect(nextPath(asked)).toBe('/')
  })

  it('never outside of the site, however the path is written', () => {
    expect(nextPath('/./..//elsewhere.invalid')).not.toMatch(/^\/[/\\]/)
  })
})
