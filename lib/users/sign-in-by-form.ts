import { limitSubject } from '@/lib/http/network-address'
import { countUse } from '@/lib/http/rate-limits'
import { AppError } from '@/lib/process/errors'
import { makeSessionCookie } from '@/lib/session/session-cookie'
import { describeClient } from './describe-client'
import { signInWithPassword } from './sign-in'

/**
 * Begins a session for a browser without scripts, and returns its Set-Cookie line. Throws `wrong_credentials`, which does not
 * say whether address or password was wrong.
 */
export async function signInByForm(request: Request, fields: Record<string, string>): Promise<string> {
  const client = await describeClient(request)
  await countUse('sign-in', limitSubject(client.address), client.address)
  const sessionId = await signInWithPassword(fields, client)
  if (!sessionId) throw new AppError('wrong_credentials', 'This e-mail address and password do not belong together.')
  return makeSessionCookie(sessionId)
}
