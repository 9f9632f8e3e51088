import { randomInt } from 'node:crypto'
import { LIMITS } from '@/lib/shared/limits'
import { isReservedHandle } from '@/lib/shared/reserved-handles'
import { firstGraphemes } from '@/lib/shared/text/graphemes'
import { isVisible } from '@/lib/shared/text/is-visible'
import { tidyName } from '@/lib/shared/text/tidy-text'

/** Leaves room for `_` and five digits. */
const MAX_BASE = LIMITS.handle.max - 6

/**
 * Handles to try for a new user who comes from an OAuth provider: the first source that gives a valid handle, then the same
 * with numbers. An e-mail address is never a source, because handles are public.
 */
export function proposeHandles(sources: unknown[]): string[] {
  const base = sources.map(toHandle).find((handle) => handle.length >= LIMITS.handle.min && !isReservedHandle(handle))
  const numbered = Array.from({ length: 8 }, () => `${base ?? 'member'}_${randomInt(100, 100_000)}`)
  return base ? [base, ...numbered] : numbered
}

/** `Zoë Müller` becomes `zoe_muller`. Empty when nothing of the source can be part of a handle. */
function toHandle(source: unknown): string {
  if (typeof source !== 'string') return ''
  const withoutAccents = source.slice(0, 200).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return withoutAccents
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, MAX_BASE)
    .replaceAll(/^_+|_+$/g, '')
}

/** The name of a profile as it can be stored; the handle when the profile has no such name. */
export function proposeName(name: unknown, handle: string): string {
  if (typeof name !== 'string') return handle
  const shown = tidyName(name.slice(0, 2000).toWellFormed().replaceAll('\0', ''))
  return isVisible(shown) ? firstGraphemes(shown, LIMITS.name.max).trim() : handle
}
