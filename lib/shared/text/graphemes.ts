const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Characters that can be one grapheme together with a neighbour: marks, joiners, flags, Hangul parts, and CR before LF. A text
 * without them has as many graphemes as code points.
 */
const CAN_JOIN = new RegExp(
  String.raw`[\p{M}\p{Cf}\p{RI}\p{Emoji_Modifier}\r\u0e33\u0eb3\uff9e\uff9f\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff` +
    String.raw`\u0d4e\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]`,
  'u',
)

/**
 * How many characters people see in a text (UAX 29): a family emoji is one, a letter with its accents is one. It counts no
 * further than `atMost`, because a segment costs 10 µs and a request may have 128 KB.
 */
export function countGraphemes(text: string, atMost = Number.POSITIVE_INFINITY): number {
  const parts = CAN_JOIN.test(text) ? SEGMENTER.segment(text) : text
  let count = 0
  for (const _ of parts) {
    if (count === atMost) break
    count++
  }
  return count
}

/** From here on the exact number no longer matters to a writer, and would take too long to count. */
export const MOST_OVER = 2000

/** By how many graphemes a text is longer than `max`: 0 when it fits, at most 2,000. */
export function graphemesOver(text: string, max: number): number {
  // A text never has more graphemes than UTF-16 units.
  if (text.length <= max) return 0
  return Math.max(0, countGraphemes(text, max + MOST_OVER) - max)
}

/** The beginning of a text with at most `max` graphemes. */
export function firstGraphemes(text: string, max: number): string {
  if (text.length <= max) return text
  let count = 0
  for (const { index } of SEGMENTER.segment(text)) {
    if (count === max) return text.slice(0, index)
    count++
  }
  return text
}
