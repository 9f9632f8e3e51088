import { LIMITS } from './limits'

/**
 * An `@` and a handle. Not directly after a word, another `@` or a slash (those are e-mail and web addresses), and not the
 * beginning of a longer word. Letters of other scripts than Latin may stand beside it, because some are written without spaces.
 */
const { min, max } = LIMITS.handle
const BESIDE = String.raw`[\w\p{Script=Latin}\p{M}@`
const MENTION = `(?<!${BESIDE}/])@(?<handle>[A-Za-z0-9_]{${min},${max}})(?!${BESIDE}])`
/** A web address matches as a whole, so that an `@` in it is not a mention. */
const ADDRESS = String.raw`\bhttps?://[^\s<>"']+`
const MENTIONS = new RegExp(`${ADDRESS}|${MENTION}`, 'gu')

/** A piece of a text and where it begins. With `handle` it is a mention; a user with this handle need not exist. */
export type TextPiece = { at: number; text: string; handle?: string }

/** Splits a text into mentions and the text between them. Joined, the pieces are the text again. */
export function splitAtMentions(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let at = 0
  for (const match of text.matchAll(MENTIONS)) {
    const handle = match.groups?.handle
    if (handle === undefined) continue
    if (match.index > at) pieces.push({ at, text: text.slice(at, match.index) })
    pieces.push({ at: match.index, text: match[0], handle })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ at, text: text.slice(at) })
  return pieces
}

/** The handles that a text mentions, each once and in lower case. At most twenty, so that one text cannot notify a crowd. */
export function handlesIn(text: string): string[] {
  const handles = splitAtMentions(text).flatMap(({ handle }) => (handle === undefined ? [] : [handle.toLowerCase()]))
  return [...new Set(handles)].slice(0, LIMITS.mentions)
}
