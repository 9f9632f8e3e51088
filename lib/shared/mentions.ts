import { LIMITS } from './limits'

/**
 * An `@` and a handle, as members write them: not behind a word, another `@` or a slash (addresses of mail and web), and
 * not the beginning of a longer word. Letters of other scripts may stand beside it: not all are written with spaces.
 */
const { min, max } = LIMITS.handle
const BESIDE = String.raw`[\w\p{Script=Latin}\p{M}@`
const MENTION = `(?<!${BESIDE}/])@(?<handle>[A-Za-z0-9_]{${min},${max}})(?!${BESIDE}])`
/** An address of the web is read as one, so that an `@` in it names nobody. */
const ADDRESS = String.raw`\bhttps?://[^\s<>"']+`
const MENTIONS = new RegExp(`${ADDRESS}|${MENTION}`, 'gu')

/** A piece of a text, and where it begins. With a `handle` it names somebody, who need not exist. */
export type TextPiece = { at: number; text: string; handle?: string }

/** Splits a text into what names people and what does not. Put together again, the pieces are the text. */
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
