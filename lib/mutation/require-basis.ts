import { AppError } from '@/lib/process/errors'

type Fields = Record<string, string | undefined>

type Edit = {
  change: Fields
  /** The values that the writer saw when the form was opened; undefined for those that do not matter. */
  basedOn: Fields | undefined
}

/**
 * Throws `changed_elsewhere` when a field is no longer as the writer saw it, with the names of these fields. A field that has
 * the wanted value already is no conflict, so a repeated request succeeds. `now` must be locked until the change is stored.
 */
export function requireBasis(now: Fields, { change, basedOn = {} }: Edit): void {
  const changed = Object.entries(basedOn).filter(
    ([name, seen]) => seen !== undefined && now[name] !== seen && now[name] !== change[name],
  )
  if (changed.length === 0) return
  throw new AppError('changed_elsewhere', 'This was changed elsewhere meanwhile.', {
    fields: Object.fromEntries(changed.map(([name]) => [name, 'was changed elsewhere'])),
  })
}
