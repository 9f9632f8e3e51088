const REASONS: Record<string, string> = {
  like: 'A like shows who it is from, so it needs an account. Then you are back at the post.',
  comment: 'A comment shows who wrote it, so it needs an account. Then you are back at the post.',
  account_made: 'Your account is ready. Please sign in with it, if need be in a minute.',
  follow: 'What you follow is in a feed of your own, so it needs an account. Then you are back at the profile.',
}

/** Why what a visitor has pressed needs an account; null when they came by themselves. */
export function whyAccount(asked: string | string[] | undefined): string | null {
  return typeof asked === 'string' && Object.hasOwn(REASONS, asked) ? (REASONS[asked] ?? null) : null
}
