/** The tallest stacks of real scripts (Tibetan) have eight marks. Chat scribbles ("Zalgo") have hundreds, and cover other lines. */
const TOO_MANY_MARKS =
  /((?:[\p{M}\u200b-\u200f\u2060-\u2064\u00ad\ufeff]){8})[\p{M}\u200b-\u200f\u2060-\u2064\u00ad\ufeff]+/gu

/** Explicit directions (UAX 9): embeddings and overrides, which PDF ends, and isolates, which PDI ends. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g
const PDF = '\u202c'
const PDI = '\u2069'

/**
 * A text as it can be shown beside others. A letter keeps at most eight marks. Explicit directions end in the line in which they
 * begin, so that they do not turn what stands after the text. Idempotent.
 */
export function tidyText(text: string): string {
  const bounded = boundMarks(text)
  return bounded.search(DIRECTIONS) < 0 ? bounded : bounded.split('\n').map(closeDirections).join('\n')
}

/** A name stands inside sentences, titles and labels: in one line, without explicit directions. Idempotent. */
export function tidyName(name: string): string {
  return boundMarks(name.replace(DIRECTIONS, ''))
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
}

/**
 * Whether `tidyText` and `tidyName` would take visible marks off a letter. Nothing that people write is changed without a word,
 * so such a text is refused; texts from before this rule are shown without the extra marks.
 */
export function hasTooManyMarks(text: string): boolean {
  return [...text.matchAll(TOO_MANY_MARKS)].some(([run, kept = '']) => /\p{M}/u.test(run.slice(kept.length)))
}

function boundMarks(text: string): string {
  return text.replace(TOO_MANY_MARKS, '$1')
}

/** Adds the ends that are missing in a line and removes those that end nothing. */
function closeDirections(line: string): string {
  const open: string[] = []
  const balanced = line.replace(DIRECTIONS, (direction) => {
    if (direction !== PDF && direction !== PDI) {
      open.push(direction >= '\u2066' ? PDI : PDF)
      return direction
    }
    return endNearest(open, direction)
  })
  return balanced + open.reverse().join('')
}

/** An isolate ends what was begun inside it; PDF does not reach out of an isolate. */
function endNearest(open: string[], end: string): string {
  const at = open.lastIndexOf(end)
  const isolate = open.lastIndexOf(PDI)
  if (at < 0 || at < isolate) return ''
  return open.splice(at).reverse().join('')
}
