import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'
import { limitSubject } from '@/lib/http/network-address'
import { countUses, takeBack, type Use } from '@/lib/http/rate-limits'
import { AppError } from '@/lib/process/errors'
import { removeFormerCookie } from '@/lib/session/session-cookie'
import { countAttempt } from '@/lib/users/count-attempt'
import { describeClient } from '@/lib/users/describe-client'
import type { Client } from '@/lib/users/sessions'
import { authOptions, type Outcome } from './auth-options'
import { type AuthRequest, readAuthRequest } from './auth-request'
import { collectAnswer } from './collect-answer'

/**
 * Answers the routes of next-auth. It is called in the form of the pages router, so that we read the body ourselves, with
 * our limits. Unexpected errors are thrown: next-auth would answer that the password is wrong, or delete the session cookie,
 * when only a service is away.
 */
export async function serveAuth(request: Request, path: string[]): Promise<Response> {
  const client = await describeClient(request)
  // Before the body is read, which costs time.
  const uses = await countRequest(request, path, client)
  const authRequest = await readAuthRequest(request, path)
  const outcome: Outcome = { error: null, deviceCookie: null }
  const answer = await askNextAuth(authRequest, client, outcome)
  if (outcome.error) throw outcome.error
  if (outcome.deviceCookie) {
    await takeBack(uses, client.address)
    answer.headers.append('set-cookie', outcome.deviceCookie)
  }
  for (const line of removeFormerCookie(request.headers.get('cookie'))) answer.headers.append('set-cookie', line)
  return answer
}

/** Sign-ins through a provider are no guesses. They count apart, so that guesses of neighbours are not in their way. */
function countRequest({ method }: Request, [action, provider]: string[], client: Client): Promise<Use[]> {
  if (action === 'callback' && provider === 'credentials') return countAttempt(client)
  const isProvider = action === 'callback' || (action === 'signin' && method === 'POST')
  const use: Use = { limit: isProvider ? 'sign-in-provider' : 'read', subject: limitSubject(client.address) }
  return countUses([use], client.address)
}

async function askNextAuth(authRequest: AuthRequest, client: Client, outcome: Outcome): Promise<Response> {
  const { response, toResponse } = collectAnswer()
  // next-auth uses only these parts of the request and response of the pages router.
  const request = { ...authRequest, headers: {} } as unknown as NextApiRequest
  await NextAuth(request, response as unknown as NextApiResponse, authOptions(client, outcome))
  // next-auth answers a missing or wrong CSRF token with a redirect to its own form.
  if (/\/sign(in|out)\?csrf=true$/.test(response.sent?.url ?? '')) {
    throw new AppError('wrong_origin', 'This form is out of date. Please load the page again.')
  }
  return toResponse()
}
