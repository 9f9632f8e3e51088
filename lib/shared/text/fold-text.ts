import { firstGraphemes, graphemesOver } from './graphemes'
import { WHOLE } from './is-plain'
import type { TextPiece } from './split-text'

/** What is shown of a text that is longer than `WHOLE`. It is shorter than that, so that "Show more" always shows something worth the press. */
const FOLDED = { lines: 10, graphemes: 500 }

/** Where a long text is folded, or null when it is shown whole. Never inside a character, and between words if there are any. */
export function foldPoint(text: string): number | null {
  const lines = text.split('\n')
  if (lines.length <= WHOLE.lines && graphemesOver(text, WHOLE.graphemes) === 0) return null
  const shown = firstGraphemes(lines.slice(0, FOLDED.lines).join('\n'), FOLDED.graphemes)
  const space = shown.search(/\s\S{0,40}$/)
  return shown.length < text.length && /\S/.test(text[shown.length] ?? '') && space > 0 ? space : shown.length
}

/** The pieces before a point. A link or a mention that begins there stays whole: half an address would lead elsewhere. */
export function piecesBefore(pieces: TextPiece[], end: number): TextPiece[] {
  return pieces
    .filter(({ at }) => at < end)
    .map((piece) => (piece.handle || piece.href ? piece : { ...piece, text: piece.text.slice(0, end - piece.at) }))
}
