import { env } from '@/lib/process/env'
import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'
import { normalizePassword } from '@/lib/shared/passwords'

type Owner = { handle: string; email: string }

type Choice = {
  password: string
  owner: Owner
  /** The field of the form, which the error names. */
  field: string
}

/** So many letters, or letters and digits, must be left of a password without the words that everybody knows. */
const MIN_LETTERS = 4
const MIN_OTHERS = 8
/** Shorter words are part of too many other words. */
const MIN_WORD = 3

/**
 * Refuses (422) a password that is guessed first: one of the 49,000 most common ones, or one made of the handle, the e-mail
 * address or the name of the site (NIST SP 800-63B, 3.1.1.2). Passwords that exist already are never checked.
 */
export async function requireStrongPassword({ password, owner, field }: Choice): Promise<void> {
  const folded = fold(password)
  const problem = isMadeOf(folded, wordsAround(owner))
    ? 'is made of your handle, your address or the name of this site'
    : (await commonPasswords()).has(folded)
      ? 'is one of the most common passwords'
      : null
  if (problem) throw new AppError('invalid', 'Please choose another password.', { fields: { [field]: problem } })
}

const fold = (text: string) => normalizePassword(text).toLowerCase()

/** The list is sorted by how common they are, and in lower case. */
const commonPasswords = once('common-passwords', () => {
  let loading: Promise<Set<string>> | undefined
  return () => {
    // Loaded with the first password that is set: most processes never need it.
    loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
    return loading
  }
})

function wordsAround({ handle, email }: Owner): string[] {
  const [local = '', domain = ''] = email.split('@')
  const { hostname } = new URL(env.SITE_URL)
  const words = [
    email,
    handle,
    local,
    ...local.split(/[^\p{L}\p{N}]+/u),
    domain,
    hostname,
    ...hostname.split('.'),
    'carillon',
  ]
  return words.map(fold).filter((word) => word.length >= MIN_WORD)
}

/** Whether a password has one of these words, and without them is next to nothing: "ana1234!" of Ana. */
function isMadeOf(password: string, words: string[]): boolean {
  const longestFirst = [...words].sort((one, other) => other.length - one.length)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), password)
  const count = (kind: RegExp) => rest.match(kind)?.length ?? 0
  return rest !== password && count(/\p{L}/gu) < MIN_LETTERS && count(/[\p{L}\p{N}]/gu) < MIN_OTHERS
}
