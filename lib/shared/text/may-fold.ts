/** A text within these is shown whole. */
export const WHOLE = { lines: 16, graphemes: 800 }

/** Whether a text can be long enough to be folded. Cheap: the page of the feed loads what folds texts only when one can be. */
export function mayFold(text: string): boolean {
  // A text never has more graphemes than UTF-16 units.
  return text.length > WHOLE.graphemes || text.split('\n').length > WHOLE.lines
}
