/**
 * The form in which a password is hashed and measured. Keyboards type the same letter in different Unicode forms, for example
 * "é" as one or as two code points (NIST SP 800-63B asks for NFKC or NFKD).
 */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC')
}
