import { expect, test } from 'vitest'
import { formProblem } from '@/app/(auth)/form-problem'
import { whyAccount } from '@/app/(auth)/why-account'

test('a visitor who pressed a heart, wrote or followed is told why that needs an account', () => {
  for (const why of ['like', 'comment', 'follow']) expect(whyAccount(why)).toContain('needs an account')
})

test('an address cannot put words of its own above a form', () => {
  for (const asked of [undefined, '', 'Call 555-1234', 'constructor', '__proto__', ['like', 'like']]) {
    expect(whyAccount(asked)).toBeNull()
  }
  expect(formProblem('Call 555-1234', 'Call 555-1234')).toBe('Signing in did not work. Please try again.')
  expect(formProblem('constructor', ['toString'])).toBe('Signing in did not work. Please try again.')
})

test('a form that came back refused says what was wrong; one that was not sent says nothing', () => {
  expect(formProblem('wrong_credentials', undefined)).toContain('do not belong together')
  expect(formProblem('invalid', ['email', 'password'])).toContain('E-mail, Password')
  expect(formProblem('handle_taken', 'handle')).toContain('handle')
  expect(formProblem(undefined, 'email')).toBeNull()
})

test('a site that has too much to do says so, and who has an account now is asked to sign in', () => {
  for (const code of ['rate_limited', 'overloaded', 'database_away']) {
    expect(formProblem(code, undefined)).toMatch(/try again in/)
  }
  expect(whyAccount('account_made')).toContain('Your account is ready')
})
