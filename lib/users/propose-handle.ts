import { randomInt } from 'node:crypto'
import { LIMITS } from '@/lib/shared/limits'

/** Leaves room for the digits that make a handle free. */
const MAX_BASE = LIMITS.handle.max - 6

/**
 * Handles to try for somebody who comes with a profile from elsewhere: the first that can be written in our letters, then
 * the same with digits. Never made from an e-mail address, because handles are public.
 */
export function proposeHandles(sources: unknown[]): string[] {
  const base = sources.map(inOurLetters).find((handle) => handle.length >= LIMITS.handle.min)
  const numbered = Array.from({ length: 8 }, () => `${base ?? 'member'}_${randomInt(100, 100_000)}`)
  return base ? [base, ...numbered] : numbered
}

function inOurLetters(source: unknown): string {
  if (typeof source !== 'string') return ''
  const plain = source.slice(0, 200).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, MAX_BASE)
    .replaceAll(/^_+|_+$/g, '')
}

/** The name of a profile as we can store it, else the handle. */
export function proposeName(name: unknown, handle: string): string {
  if (typeof name !== 'string') return handle
  const storable = name.toWellFormed().replaceAll('\0', '').trim()
  return storable.slice(0, LIMITS.name.max).toWellFormed().trim() || handle
}
