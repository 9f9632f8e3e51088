import { addressOf } from '@/lib/http/client-address'
import { readSessionId } from '@/lib/session/session-cookie'
import { describeDevice } from './describe-device'
import type { Client } from './sessions'

/** Who signs in, for the list of devices: from where, with what, and the session that this browser had before. */
export async function describeClient(request: Request): Promise<Client> {
  return {
    address: addressOf(request),
    device: describeDevice(request.headers.get('user-agent')),
    sessionId: await readSessionId(request.headers.get('cookie')),
  }
}
