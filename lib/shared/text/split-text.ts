import { LIMITS } from '@/lib/shared/limits'
import { type FoundLink, findLinks } from './find-links'

/**
 * An `@` and a handle. Not directly after a word, another `@` or a slash, and not the beginning of a longer word. Letters of
 * other scripts than Latin may stand beside it, because some are written without spaces.
 */
const { min, max } = LIMITS.handle
const BESIDE = String.raw`[\w\p{Script=Latin}\p{M}@`
const MENTIONS = new RegExp(`(?<!${BESIDE}/])@(?<handle>[A-Za-z0-9_]{${min},${max}})(?!${BESIDE}])`, 'gu')

/** A piece of a text and where it begins. With `handle` it is a mention; a user with this handle need not exist. */
export type TextPiece = { at: number; text: string; handle?: string; href?: string }

/**
 * Splits a text into mentions, links and the text between them. Joined, the pieces are the text again. The server stores the
 * mentions that the screen links, because both ask here.
 */
export function splitText(text: string): TextPiece[] {
  const addresses = findLinks(text)
  const links = addresses.flatMap(({ at, text: part, href }) => (href ? [{ at, text: part, href }] : []))
  const targets: TextPiece[] = [...links, ...mentionsOutside(addresses, text)].sort((one, other) => one.at - other.at)
  const pieces: TextPiece[] = []
  let done = 0
  for (const target of targets) {
    if (target.at > done) pieces.push({ at: done, text: text.slice(done, target.at) })
    pieces.push(target)
    done = target.at + target.text.length
  }
  if (done < text.length) pieces.push({ at: done, text: text.slice(done) })
  return pieces
}

/** Both are in the order of the text. */
function mentionsOutside(addresses: FoundLink[], text: string): TextPiece[] {
  const mentions: TextPiece[] = []
  let next = 0
  for (const { index: at, 0: part, groups } of text.matchAll(MENTIONS)) {
    while (addresses[next] && endOf(addresses[next]) <= at) next++
    const address = addresses[next]
    if (address && address.at < at + part.length) continue
    mentions.push({ at, text: part, handle: groups?.handle })
  }
  return mentions
}

function endOf(address: FoundLink | undefined): number {
  return address ? address.at + address.text.length : 0
}

/** The handles that a text mentions, each once and in lower case. */
export function handlesIn(text: string): string[] {
  const handles = splitText(text).flatMap(({ handle }) => (handle === undefined ? [] : [handle.toLowerCase()]))
  return [...new Set(handles)]
}
