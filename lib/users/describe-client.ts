import { addressOf } from '@/lib/http/client-address'
import { readDevices } from '@/lib/session/device-cookie'
import { readSessionId } from '@/lib/session/session-cookie'
import { describeDevice } from './describe-device'
import type { Client } from './sessions'

/** Who signs in, for the list of devices: from where, with what, and what this browser had before. */
export async function describeClient(request: Request): Promise<Client> {
  return {
    address: addressOf(request),
    device: describeDevice(request.headers.get('user-agent')),
    sessionId: await readSessionId(request.headers.get('cookie')),
    devices: readDevices(request.headers.get('cookie')),
  }
}
