/** A text within these is never folded. */
export const WHOLE = { lines: 16, graphemes: 800 }

/**
 * What `tidyText` and `foldBlankLines` may change: directions, nine marks or joiners in a row, and three lines in a row that
 * may be blank.
 */
const UNTIDY =
  /[\u202a-\u202e\u2066-\u2069]|[\p{M}\u200b-\u200f\u2060-\u2064\u00ad\ufeff]{9}|(?:^|\n)[^!-~\n]*\n[^!-~\n]*\n[^!-~\n]*(?:\n|$)/u

/**
 * Whether a text is surely shown as it is, but for its links. Most are, so what tidies and folds the others is not in the
 * first load of the feed.
 */
export function isPlain(text: string): boolean {
  // A text never has more graphemes than UTF-16 units.
  return text.length <= WHOLE.graphemes && text.split('\n').length <= WHOLE.lines && !UNTIDY.test(text)
}
