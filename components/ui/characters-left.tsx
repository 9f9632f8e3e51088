import { countGraphemes, MOST_OVER } from '@/lib/shared/text/graphemes'
import { classes } from './classes'

/** Characters before the limit from which on it is said how many are left. */
const NEAR = 200

type CharactersLeftProps = { text: string; max: number; className?: string }

/** How many more characters a text may have, or how many it has too many, when it is near its limit. */
export function CharactersLeft({ text, max, className }: CharactersLeftProps) {
  const left = charactersLeft(text, max)
  return (
    <span
      role="status"
      className={classes('text-sm tabular-nums', left < 0 ? 'text-danger' : 'text-ink-faint', className)}
    >
      {left < 0 ? `${-left}${left > -MOST_OVER ? '' : ' or more'} too many` : left < NEAR && `${left} left`}
    </span>
  )
}

/** Counts as the server does: as people see the characters, without the spaces and line breaks around the text. */
export function charactersLeft(text: string, max: number): number {
  return max - countGraphemes(text.trim(), max + MOST_OVER)
}
