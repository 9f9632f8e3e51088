import { isVisible } from './is-visible'

const MAX_BLANK_LINES = 2

/** Leaves at most two blank lines together. A line of invisible characters is blank. */
export function foldBlankLines(text: string): string {
  if (!text.includes('\n')) return text
  let blank = 0
  const lines = text.split('\n').filter((line) => {
    blank = isVisible(line) ? 0 : blank + 1
    return blank <= MAX_BLANK_LINES
  })
  return lines.join('\n')
}
