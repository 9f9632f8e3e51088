import { takeBack } from '@/lib/http/rate-limits'
import { AppError } from '@/lib/process/errors'
import { makeSessionCookie } from '@/lib/session/session-cookie'
import { countAttempt } from './count-attempt'
import { describeClient } from './describe-client'
import { signInWithPassword } from './sign-in'

/**
 * Begins a session for a browser without scripts, and returns the Set-Cookie lines of the session and of the device. Throws
 * `wrong_credentials`, which does not say whether address or password was wrong.
 */
export async function signInByForm(request: Request, fields: Record<string, string>): Promise<string[]> {
  const client = await describeClient(request)
  const uses = await countAttempt(client)
  const signedIn = await signInWithPassword(fields, client)
  if (!signedIn) throw new AppError('wrong_credentials', 'This e-mail address and password do not belong together.')
  await takeBack(uses, client.address)
  return [await makeSessionCookie(signedIn.sessionId), signedIn.deviceCookie]
}
