import { expect, test } from 'vitest'
import { ApiProblem } from '@/components/client/api'
import { fateOf } from '@/components/unsent/fate-of'

const problem = (status: number, code = 'some', retryAfter?: number) =>
  new ApiProblem({ status, code, message: 'Words of the server.', retryAfter })

test('what fails on the way, or at an overloaded server, is sent later, and not before the server wants it', () => {
  expect(fateOf(problem(0, 'offline'))).toMatchObject({ kind: 'unreachable', pause: 0 })
  // A network that asks people to sign in answers with a page of its own.
  expect(fateOf(new SyntaxError('Unexpected token <'))).toMatchObject({ kind: 'unreachable' })
  expect(fateOf(problem(429, 'rate_limited', 30))).toMatchObject({ kind: 'unreachable', pause: 30_000 })
  for (const status of [500, 502, 503, 504, 408, 425]) expect(fateOf(problem(status))).toMatchObject({ kind: 'later' })
  expect(fateOf(problem(503, 'database_away', 2))).toMatchObject({ kind: 'later', pause: 2_000 })
  expect(fateOf(problem(409, 'in_progress'))).toMatchObject({ kind: 'later' })
})

test('without a session it waits for one; every other refusal is final, in the words of the server', () => {
  expect(fateOf(problem(401, 'not_signed_in'))).toMatchObject({ kind: 'signed-out' })
  for (const status of [400, 403, 404, 409, 413, 415, 422]) {
    expect(fateOf(problem(status))).toEqual({ kind: 'refused', words: 'Words of the server.' })
  }
})
