import { countGraphemes, MOST_OVER } from '@/lib/shared/text/graphemes'
import { type CharacterCount, NEAR } from './characters-left'

/** Counts as the server does: as people see the characters, without the spaces and line breaks around the text. */
export function charactersLeft(text: string, max: number): number {
  return max - countGraphemes(text.trim(), max + MOST_OVER)
}

export function countCharacters(text: string, max: number): CharacterCount {
  const left = charactersLeft(text, max)
  const tooLong = left < 0
  const over = `${-left}${left > -MOST_OVER ? '' : ' or more'} too many`
  return { tooLong, words: tooLong ? over : left < NEAR ? `${left} left` : '' }
}
