import { readText } from './body'
import { addressOf } from './client-address'
import { limitSubject } from './network-address'
import { countUse } from './rate-limits'

/**
 * The fields of a form that a browser has sent without a script. Refuses more than 128 KB (413), and (429) too many requests of one
 * address, before the body is read.
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const address = addressOf(request)
  await countUse('write', limitSubject(address), address)
  return Object.fromEntries(new URLSearchParams(await readText(request)))
}
