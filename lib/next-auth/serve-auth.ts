import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'
import { limitSubject } from '@/lib/http/network-address'
import { countUse } from '@/lib/http/rate-limits'
import { AppError } from '@/lib/process/errors'
import { removeFormerCookie } from '@/lib/session/session-cookie'
import { describeClient } from '@/lib/users/describe-client'
import type { Client } from '@/lib/users/sessions'
import { authOptions, type CaughtError } from './auth-options'
import { type AuthRequest, readAuthRequest } from './auth-request'
import { collectAnswer } from './collect-answer'

/**
 * Answers the routes of next-auth. It is called in the form of the pages router, so that we read the body ourselves, with
 * our limits. Unexpected errors are thrown: next-auth would answer that the password is wrong, or delete the session cookie,
 * when only a service is away.
 */
export async function serveAuth(request: Request, path: string[]): Promise<Response> {
  const client = await describeClient(request)
  const isSignIn = path[0] === 'callback' || (path[0] === 'signin' && request.method === 'POST')
  // Before the body is read, which costs time.
  await countUse(isSignIn ? 'sign-in' : 'read', limitSubject(client.address), client.address)
  const authRequest = await readAuthRequest(request, path)
  const caught: CaughtError = { error: null }
  const answer = await askNextAuth(authRequest, client, caught)
  if (caught.error) throw caught.error
  for (const line of removeFormerCookie(request.headers.get('cookie'))) answer.headers.append('set-cookie', line)
  return answer
}

async function askNextAuth(authRequest: AuthRequest, client: Client, caught: CaughtError): Promise<Response> {
  const { response, toResponse } = collectAnswer()
  // next-auth uses only these parts of the request and response of the pages router.
  const request = { ...authRequest, headers: {} } as unknown as NextApiRequest
  await NextAuth(request, response as unknown as NextApiResponse, authOptions(client, caught))
  // next-auth answers a missing or wrong CSRF token with a redirect to its own form.
  if (/\/sign(in|out)\?csrf=true$/.test(response.sent?.url ?? '')) {
    throw new AppError('wrong_origin', 'This form is out of date. Please load the page again.')
  }
  return toResponse()
}
