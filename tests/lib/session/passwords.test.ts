import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hasCode } from '@/lib/process/errors'
import { comparePassword, hashPassword, isPassword } from '@/lib/session/passwords'

test('the right password matches, another does not, and an account without a password matches none', async () => {
  const stored = await hashPassword('correct horse')
  expect(await isPassword(stored, 'correct horse')).toBe(true)
  expect(await isPassword(stored, 'correct horse ')).toBe(false)
  expect(await isPassword(null, 'nobody has this password')).toBe(false)
})

test('when very many sign in at once, some get `overloaded`, and all others are served', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 150 }, () => hashPassword('correct horse')))
  const refused = tries.filter((one) => one.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every(({ reason }) => hasCode(reason, 'overloaded'))).toBe(true)
  expect(tries.filter((one) => one.status === 'fulfilled').length).toBeGreaterThanOrEqual(100)
  expect(await isPassword(await hashPassword('afterwards'), 'afterwards')).toBe(true)
})

/** The same words as different keyboards type them: composed, decomposed, full width, with a ligature. */
const SAME_WORDS = [
  ['caf\u00e9 \u00e0 la cr\u00e8me', 'cafe\u0301 a\u0300 la cre\u0300me'],
  ['\ud55c\uad6d\uc5b4 \ube44\ubc00\ubc88\ud638', '\ud55c\uad6d\uc5b4 \ube44\ubc00\ubc88\ud638'.normalize('NFD')],
  ['\u30d1\u30b9\u30ef\u30fc\u30c9 1234', '\uff8a\uff9f\uff7d\uff9c\uff70\uff84\uff9e \uff11\uff12\uff13\uff14'],
  ['office \u00c5ngstr\u00f6m', 'o\ufb03ce \u212bngstro\u0308m'],
]

test.each(SAME_WORDS)('%s is the same password as %s', async (one, other) => {
  for (const [set, typed] of [
    [one, other],
    [other, one],
  ] as const) {
    expect(await comparePassword(await hashPassword(set), typed)).toBe('right')
    expect(await comparePassword(await hashPassword(set), `${typed}x`)).toBe('wrong')
  }
})

test.each(SAME_WORDS)('a hash from before passwords were normalised still matches: %s', async (one, other) => {
  for (const form of [one, other]) expect(await isPassword(await hash(form), form)).toBe(true)
  expect(await comparePassword(await hash(one.normalize('NFD')), one.normalize('NFC'))).not.toBe('wrong')
})
