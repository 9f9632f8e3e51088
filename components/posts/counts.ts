/** A number on a button: exact up to 9,999, then in thousands and millions, never rounded up. Empty for zero. */
export function shortCount(count: number): string {
  if (count <= 0) return ''
  if (count < 10_000) return count.toLocaleString('en')
  return count < 1_000_000 ? `${Math.floor(count / 1_000)}k` : `${Math.floor(count / 100_000) / 10}M`
}

/** "1 like", "1,234 likes". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** The name of a button that also shows a number: "Like, 3 likes", or just "Like". */
export function nameWith(name: string, count: number, noun: string): string {
  return count > 0 ? `${name}, ${countOf(count, noun)}` : name
}
