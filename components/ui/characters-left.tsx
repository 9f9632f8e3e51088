import { classes } from './classes'

/** `words` say how many more characters a text may have, or how many it has too many. Empty far from the limit. */
export type CharacterCount = { tooLong: boolean; words: string }

/** Characters before the limit from which on it is said how many are left. */
export const NEAR = 200

type CharactersLeftProps = { count: CharacterCount; className?: string }

/** Says how much room a text has left. */
export function CharactersLeft({ count: { tooLong, words }, className }: CharactersLeftProps) {
  return (
    <span
      role="status"
      className={classes('text-sm tabular-nums', tooLong ? 'text-danger' : 'text-ink-faint', className)}
    >
      {words}
    </span>
  )
}
