import { readSetting, writeSetting } from '@/components/client/local-setting'
import type { Claim } from './election'

/**
 * The claim of the tab that holds the stream, stored for tabs that are opened later: without one they need not wait for an
 * answer. It may be that of a tab that crashed. Where the browser forbids storage there is none, and each new tab takes over.
 */
export function readClaim(name: string): Claim | null {
  const [term = '', tab = ''] = readSetting(name)?.split(' ') ?? []
  return tab && Number.isSafeInteger(Number(term)) ? { term: Number(term), tab } : null
}

export function storeClaim(name: string, { term, tab }: Claim): void {
  writeSetting(name, `${term} ${tab}`)
}

/** Removes this claim, unless another tab has stored its own already. */
export function forgetClaim(name: string, { tab }: Claim): void {
  if (readClaim(name)?.tab === tab) writeSetting(name, '')
}
