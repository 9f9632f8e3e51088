/** What came of an answer. `withdrawn`: there was nothing left to accept. `asked-again`: another request came meanwhile. */
export type RequestOutcome = 'accepted' | 'declined' | 'withdrawn' | 'asked-again'

/** How an outcome is said: in a message of its own, and below a row that names the person already. */
export const OUTCOME_WORDS: Record<RequestOutcome, { message: (name: string) => string; inRow: string }> = {
  accepted: {
    message: (name) => `You and ${name} are friends now.`,
    inRow: 'You are friends now.',
  },
  declined: {
    message: (name) => `You declined ${name}'s request. They are not told.`,
    inRow: 'You declined. They are not told.',
  },
  withdrawn: {
    message: (name) => `${name} took the request back.`,
    inRow: 'They took the request back.',
  },
  'asked-again': {
    message: (name) => `${name} asks again.`,
    inRow: 'They ask again.',
  },
}
