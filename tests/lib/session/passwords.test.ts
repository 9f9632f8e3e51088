import { expect, test } from 'vitest'
import { hasCode } from '@/lib/process/errors'
import { hashPassword, isPassword } from '@/lib/session/passwords'

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
