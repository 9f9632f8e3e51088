import { expect, test } from 'vitest'
import { ApiProblem, messageOf } from '@/components/client/api'

test('the message about a refused text says why, and about other things what the server says', () => {
  const message = 'Some of this cannot be accepted.'
  const refused = (fields?: Record<string, string>) => new ApiProblem({ status: 422, code: 'invalid', message, fields })
  expect(messageOf(refused({ text: 'is needed' }))).toBe('The text is needed.')
  expect(messageOf(refused({ audience: 'is not known' }))).toBe(message)
  expect(messageOf(refused())).toBe(message)
  expect(messageOf(new TypeError('x is not a function'))).toBe('Something went wrong. Please try again.')
})
