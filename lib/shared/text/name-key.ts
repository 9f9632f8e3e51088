import { searchForm } from './search-form'

/** Code points. Indexes of PostgreSQL take entries of at most 2,704 bytes and words of at most 2,046. */
const MAX = 400

/** The search form of a name, as much of it as is stored. */
export function nameForm(name: string): string {
  return [...searchForm(name)].slice(0, MAX).join('').trimEnd()
}

/**
 * Equal for two names that people take for the same: they differ in case, accents, punctuation or spaces. A space between two
 * digits counts: "Stall 1 23" is not "Stall 12 3". The same as `name_key` of the migration place_names.
 */
export function nameKey(name: string): string {
  return nameForm(name)
    .replace(/([0-9]) (?=[0-9])/g, '$1-')
    .replaceAll(' ', '')
}
