const FIELDS: Record<string, string> = { name: 'Name', handle: 'Handle', email: 'E-mail', password: 'Password' }

const WORDS: Record<string, string> = {
  wrong_credentials: 'This e-mail address and password do not belong together.',
  rate_limited: 'That was often in a short time. Please try again in some minutes.',
  overloaded: 'Carillon has much to do right now. Please try again in a moment.',
  database_away: 'Carillon is catching its breath. Please try again in a moment.',
  handle_taken: 'Somebody has this handle already, or nobody can have it. Please choose another.',
  email_taken: 'There is an account with this e-mail address already.',
}

type Asked = string | string[] | undefined

/** What to say above a form that came back refused; null when it was not. Only words of ours: anybody can write an address. */
export function formProblem(error: Asked, field: Asked): string | null {
  if (typeof error !== 'string') return null
  if (Object.hasOwn(WORDS, error)) return WORDS[error] ?? null
  const names = [field ?? []].flat().flatMap((name) => (Object.hasOwn(FIELDS, name) ? (FIELDS[name] ?? []) : []))
  if (names.length > 0) return `Please look at these fields again: ${names.join(', ')}.`
  return 'Signing in did not work. Please try again.'
}
