import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'
import { addressOf, limitSubject } from '@/lib/http/client-address'
import { spend } from '@/lib/http/rate-limits'
import { AppError } from '@/lib/process/errors'
import { readSessionId } from '@/lib/session/session-cookie'
import { describeDevice } from '@/lib/users/describe-device'
import type { Client } from '@/lib/users/sessions'
import { authOptions, type Incident } from './auth-options'
import { type AuthRequest, readAuthRequest } from './auth-request'
import { collectAnswer } from './collect-answer'

/**
 * Answers the routes of next-auth. It is given requests in the form of the pages router, which lets us read the body
 * under our own limits; and trouble that it would take for a wrong password or an ended session is thrown, so that
 * nobody is told their password is wrong, or loses their cookie, because a service is away.
 */
export async function serveAuth(request: Request, path: string[]): Promise<Response> {
  const asked = await readAuthRequest(request, path)
  const client = await describeClient(request)
  const proves = path[0] === 'callback' || (path[0] === 'signin' && asked.method === 'POST')
  await spend(proves ? 'sign-in' : 'read', limitSubject(client.address), client.address)
  const incident: Incident = { trouble: null }
  const answer = await askNextAuth(asked, client, incident)
  if (incident.trouble) throw incident.trouble
  return answer
}

async function askNextAuth(asked: AuthRequest, client: Client, incident: Incident): Promise<Response> {
  const { sheet, toResponse } = collectAnswer()
  // Only these parts of the pages router's request and response are ever touched by next-auth.
  const request = { ...asked, headers: {} } as unknown as NextApiRequest
  await NextAuth(request, sheet as unknown as NextApiResponse, authOptions(client, incident))
  const response = toResponse()
  if (/\/sign(in|out)\?csrf=true$/.test(sheet.sent?.url ?? '')) {
    throw new AppError('wrong_origin', 'This form is out of date. Please load the page again.')
  }
  return response
}

async function describeClient(request: Request): Promise<Client> {
  return {
    address: addressOf(request),
    device: describeDevice(request.headers.get('user-agent')),
    sessionId: await readSessionId(request.headers.get('cookie')),
  }
}
