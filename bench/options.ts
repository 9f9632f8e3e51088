import { parseArgs } from 'node:util'

export type Options = { only: string[]; quick: boolean }

/** `--quick`, and `--only <name>` (several, or names with commas). */
export function readOptions(known: string[]): Options {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
  })
  const only = values.only.flatMap((names) => names.split(',')).filter(Boolean)
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}`)
  return { only: only.length > 0 ? only : known, quick: values.quick }
}
